import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { apiRequests } from "@/db/schema/api-requests";
import { declaredRoutes } from "@/lib/http/route-doc";
import { LANGUAGES, type Language } from "@/lib/openapi/languages";
import { eventSamples, pagingSamples } from "@/lib/openapi/reading-samples";
import { samplesOf } from "@/lib/openapi/samples";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { type Contract, openContract } from "../support/contract";
import { readFeed } from "../support/event-feed";
import { sendWhatsapp, whatsappBody } from "../support/send-whatsapp";

/** How an example of each language is run. */
const PROGRAMS: Record<Language, { command: string; file: string }> = {
  curl: { command: "sh", file: "sample.sh" },
  javascript: { command: process.execPath, file: "sample.mjs" },
  python: { command: "python3", file: "sample.py" },
};
const NEEDED: Record<Language, string> = { curl: "curl", javascript: process.execPath, python: "python3" };

const RUNNABLE = (Object.keys(LANGUAGES) as Language[]).filter(
  (language) => spawnSync(NEEDED[language], ["--version"]).status === 0,
);

let app: RunningApp;
let contract: Contract;
const folder = mkdtempSync(join(tmpdir(), "samples-"));

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  contract = await openContract(app);
});

afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true });
});

function end(language: Language, code: string, env: Record<string, string> = {}) {
  const { command, file } = PROGRAMS[language];
  writeFileSync(join(folder, file), code);
  return spawnSync(command, [file], {
    cwd: folder,
    env: { ...process.env, WITIOP_TOKEN: contract.token.secret, ...env },
    encoding: "utf8",
  });
}

function run(language: Language, code: string, env?: Record<string, string>) {
  const { status, stdout, stderr } = end(language, code, env);
  expect(status, stderr).toBe(0);
  return stdout;
}

const servedCalls = (route: string) =>
  app.db.$count(apiRequests, and(eq(apiRequests.route, route), eq(apiRequests.status, 200)));

test("a generated client finds its way from the token to a message and its position", async () => {
  const client = contract.clientOf(contract.token.secret);
  const { data: token } = await client.GET("/token");
  expect(token?.visibility.managed_numbers.map(({ id }) => id)).toEqual([contract.numberId]);
  const { data: page } = await client.GET("/conversations", { params: { query: { status: "waiting" } } });
  expect(page?.data).toHaveLength(5);
  const path = { id: contract.conversationId };
  const { data: conversation } = await client.GET("/conversations/{id}", { params: { path } });
  expect(page?.data).toContainEqual(conversation);
  const { data: thread } = await client.GET("/conversations/{id}/messages", { params: { path } });
  const located = thread?.data.find(({ position }) => position !== null);
  expect(located?.id).toBe(contract.messageId);
  const { data: message } = await client.GET("/messages/{id}", {
    params: { path: { id: contract.messageId } },
  });
  expect(message).toEqual(located);
  const { data: location } = await client.GET("/locations/{id}", {
    params: { path: { id: contract.locationId } },
  });
  expect(location).toMatchObject({ message_id: message?.id, latitude: message?.position?.latitude });
});

test("those that everybody can run are run here", () => {
  expect(RUNNABLE).toContain("javascript");
});

describe.each(RUNNABLE)("the examples in %s", (language) => {
  test.each(declaredRoutes(routes))("of $path is answered", async (route) => {
    const id = contract.pathOf(route.path).split("/")[4] ?? "";
    const code = samplesOf(route, `${app.url}/api/v1`)[language];
    const before = await servedCalls(route.path);
    run(language, route.doc.example?.id ? code.replaceAll(route.doc.example.id, id) : code);
    expect(await servedCalls(route.path)).toBe(before + 1);
  });

  test("of a list reads on", async () => {
    const client = contract.clientOf(contract.token.secret);
    const first = await client.GET("/conversations", { params: { query: { limit: 2 } } });
    const code = pagingSamples(`${app.url}/api/v1`)[language].replace("limit=100", "limit=2");
    const output = run(language, code, { NEXT_CURSOR: first.data?.next_cursor ?? "" });
    const all = await client.GET("/conversations");
    const ids = all.data?.data.map(({ id }) => id) ?? [];
    const expected = language === "curl" ? ids.slice(2, 4) : ids;
    expect(ids.filter((id) => output.includes(id))).toEqual(expected);
  });

  test("of the events goes on where it ended", async () => {
    const { secret } = await addToken(app.db);
    const code = eventSamples(`${app.url}/api/v1`)[language].replace("limit=100", "limit=1");
    const idsOfFeed = async () => (await readFeed(app, secret)).map(({ id }) => id);
    const readOn = (lastId = "") => run(language, code, { WITIOP_TOKEN: secret, LAST_EVENT_ID: lastId });
    rmSync(join(folder, "last-event-id"), { force: true });
    const message = { from: "393330000001", type: "text", text: { body: "Buongiorno" } };
    const write = async () => {
      const body = whatsappBody({ messages: [{ ...message, id: `wamid.${uuidv7()}` }] });
      expect((await sendWhatsapp(fetch, body, { baseUrl: app.url })).status).toBe(200);
    };
    await write();
    const before = await idsOfFeed();
    readOn();
    for (let i = 0; i < 2; i++) await write();
    const output = readOn(before.at(-1));
    const news = (await idsOfFeed()).slice(before.length);
    const seen = [...before, ...news].filter((id) => output.includes(id));
    expect(seen).toEqual(language === "curl" ? news.slice(0, 1) : news);
  });

  test("says by its code why it is refused, and fails", async () => {
    const refused = await addToken(app.db, { permissions: [] });
    const [route] = declaredRoutes(routes).filter(({ path }) => path === "/conversations");
    if (!route) throw new Error("There is no such route.");
    const baseUrl = `${app.url}/api/v1`;
    const codes = [samplesOf(route, baseUrl), pagingSamples(baseUrl), eventSamples(baseUrl)];
    for (const code of codes) {
      const { status, stdout, stderr } = end(language, code[language], { WITIOP_TOKEN: refused.secret });
      expect([status === 0, stdout + stderr]).toEqual([false, expect.stringContaining("permission_missing")]);
    }
  });
});
