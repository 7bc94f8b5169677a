import { expect, test } from "vitest";
import { createProviderFetch } from "./provider-fetch";

const DISCOVERY = "https://login.example/.well-known/openid-configuration";
const TOKEN = "https://login.example/token";

/** A provider whose answers are the numbers of its calls, and a clock that is set by hand. */
function provider(statuses: number[] = []) {
  const seen = { calls: 0, now: 0, signals: [] as (AbortSignal | null | undefined)[] };
  const send: typeof fetch = async (_input, init) => {
    seen.signals.push(init?.signal);
    seen.calls += 1;
    return Response.json(seen.calls, { status: statuses[seen.calls - 1] ?? 200 });
  };
  return { seen, ask: createProviderFetch(send, () => seen.now) };
}

test("the provider's description is read once in ten minutes, also when many ask together", async () => {
  const { seen, ask } = provider();
  const answers = await Promise.all([1, 2, 3].map(() => ask(DISCOVERY)));
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([1, 1, 1]);
  seen.now = 10 * 60_000 - 1;
  const last = await ask(new URL(DISCOVERY));
  expect([last.status, last.headers.get("content-type"), await last.json()]).toEqual([
    200,
    "application/json",
    1,
  ]);
  seen.now += 1;
  expect(await (await ask(DISCOVERY)).json()).toBe(2);
});

test("a refusal in its place is not kept", async () => {
  const { ask } = provider([503]);
  await expect(ask(DISCOVERY)).rejects.toThrow("503");
  expect(await (await ask(DISCOVERY)).json()).toBe(2);
});

test("everything else is asked each time", async () => {
  const { ask } = provider([400]);
  const answers = [await ask(TOKEN, { method: "POST" }), await ask(new Request(TOKEN))];
  expect(answers.map(({ status }) => status)).toEqual([400, 200]);
});

test("whatever is asked has a limit of time", async () => {
  const { seen, ask } = provider();
  await ask(DISCOVERY);
  await ask(TOKEN);
  expect(seen.signals.every((signal) => signal instanceof AbortSignal)).toBe(true);
});
