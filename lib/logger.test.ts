import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { withRequestId } from "./http/request-context";
import { createLogger } from "./logger";

function open() {
  const lines: string[] = [];
  const log = createLogger("debug", { write: (line) => void lines.push(line) });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test("what is logged in the course of a request has its id, however late, and nothing else has one", async () => {
  const { log, parsed } = open();
  const late: Promise<void>[] = [];
  for (const id of ["a", "b"])
    withRequestId(id, () => {
      log.info("at once");
      late.push(sleep(id === "a" ? 20 : 10).then(() => log.error({ err: new Error("late") }, "late")));
    });
  log.info("outside");
  await Promise.all(late);
  expect(parsed().map(({ msg, requestId }) => [msg, requestId])).toEqual([
    ["at once", "a"],
    ["at once", "b"],
    ["outside", undefined],
    ["late", "b"],
    ["late", "a"],
  ]);
});

test("whatever is logged is one line", () => {
  const { log, lines, parsed } = open();
  const forged = 'x"}\r\n{"level":60,"msg":"forged"}\u2028';
  log.warn({ userAgent: forged, err: new Error(forged) }, forged);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
  expect(parsed()).toMatchObject([{ level: 40, userAgent: forged, msg: forged }]);
});

test("a failed query shows neither its SQL nor its values", () => {
  const { log, lines } = open();
  const query = { query: "select secret_column", params: ["+390600000001"] };
  const error = Object.assign(new Error("Failed query: select secret_column, params: +390600000001"), query);
  log.error({ err: error }, "failed");
  expect(lines.join()).toContain("a query failed");
  expect(lines.join()).not.toMatch(/secret_column|3906/);
});

test("credentials are left out", () => {
  const { log, lines } = open();
  log.info({ headers: { authorization: "Bearer wtp_x", cookie: "a=wtp_x" }, token: { secret: "wtp_x" } });
  expect(lines.join()).not.toContain("wtp_x");
});
