import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { eventSamples, pagingSamples } from "./reading-samples";

const PROGRAMS = [
  { language: "javascript", command: process.execPath, file: "sample.mjs" },
  { language: "python", command: "python3", file: "sample.py" },
] as const;

const RUNNABLE = PROGRAMS.filter(({ command }) => spawnSync(command, ["--version"]).status === 0);

type Answer = { status: number; body: object };

const page = (...ids: string[]) => ({
  data: ids.map((id) => ({ id, type: "message.received" })),
  next_cursor: null,
});

/** What is answered next, and what was asked. */
let answers: Answer[] = [];
let asked: string[] = [];

const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  const { status, body } = answers.shift() ?? { status: 500, body: {} };
  response.writeHead(status, { "retry-after": "1" }).end(JSON.stringify(body));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const folder = mkdtempSync(join(tmpdir(), "reading-"));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  asked = [];
  rmSync(join(folder, "last-event-id"), { force: true });
});

describe.each(RUNNABLE)("in $language", ({ language, command, file }) => {
  async function run(code: string, given: Answer[]) {
    answers = given;
    writeFileSync(join(folder, file), code);
    const child = spawn(command, [file], { cwd: folder, env: { ...process.env, WITIOP_TOKEN: "wtp_x" } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    const [status] = await once(child, "close");
    return { status, output };
  }

  test("a page is asked for again after too many calls and while the API is away", async () => {
    const { status, output } = await run(pagingSamples(baseUrl)[language], [
      { status: 429, body: {} },
      { status: 503, body: {} },
      { status: 200, body: page("first") },
    ]);
    expect([status, output.trim(), asked.length]).toEqual([0, "first", 3]);
    expect(new Set(asked).size).toBe(1);
  });

  test("a refusal is told by its code, its words and its request", async () => {
    const body = { code: "permission_missing", detail: "It lacks one.", request_id: "the-request" };
    const { status, output } = await run(pagingSamples(baseUrl)[language], [{ status: 403, body }]);
    expect(status).toBe(1);
    expect(output).toContain("permission_missing: It lacks one. (request the-request)");
  });

  test("the events go on after the last one that was read, also when there was none since", async () => {
    const code = eventSamples(baseUrl)[language];
    for (const body of [page("one", "two"), page(), page("three")]) await run(code, [{ status: 200, body }]);
    expect(asked.map((url) => new URL(url, baseUrl).searchParams.get("after"))).toEqual(["", "two", "two"]);
  });
});
