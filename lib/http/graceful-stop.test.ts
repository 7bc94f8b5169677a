import type { ServerResponse } from "node:http";
import { Agent, get } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { applyTestEnv } from "@/tests/support/env";
import { closeGracefully } from "./graceful-stop";
import { createHttpServer } from "./http-server";

applyTestEnv("postgres://nowhere.invalid/none");

/** A server whose answers send a piece every 50 ms, as often as they are told, and what is asked of it over one agent. */
async function serve(pieces: number) {
  const stream = async (res: ServerResponse) => {
    for (let i = 0; i < pieces && !res.destroyed; i++) {
      res.write("piece ");
      await sleep(50);
    }
    res.end("end");
  };
  const server = createHttpServer({ handle: (_req, res) => void stream(res), shouldUpgrade: () => false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const ask = () =>
    new Promise<string>((resolve, reject) =>
      get({ host: "127.0.0.1", port, agent }, (answer) => text(answer).then(resolve, reject)).on(
        "error",
        reject,
      ),
    );
  return { server, ask };
}

test("a streamed answer is sent to its end, and idle connections do not hold the server up", async () => {
  const { server, ask } = await serve(10);
  await Promise.all([ask(), ask()]);
  const answer = ask();
  await sleep(100);
  const begun = performance.now();
  await closeGracefully(server, { delayMs: 50, cutOffMs: 10_000 });
  expect(await answer).toBe(`${"piece ".repeat(10)}end`);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test("a request that comes during the delay is answered", async () => {
  const { server, ask } = await serve(1);
  const closed = closeGracefully(server, { delayMs: 300, cutOffMs: 10_000 });
  expect(await ask()).toBe("piece end");
  await closed;
  await expect(ask()).rejects.toThrow();
});

test("an answer without end is cut off at the limit", async () => {
  const { server, ask } = await serve(10_000);
  const answer = ask().catch((error: Error) => error.message);
  await sleep(100);
  const begun = performance.now();
  await closeGracefully(server, { delayMs: 50, cutOffMs: 500 });
  expect(await answer).toBe("aborted");
  expect(performance.now() - begun).toBeLessThan(2_000);
});
