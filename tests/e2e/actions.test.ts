import { globSync, readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callbacks } from "@/db/schema/callbacks";
import { users } from "@/db/schema/users";
import { encrypt } from "@/lib/encryption";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { signingSecretVersion } from "@/lib/signing-secrets/version";
import { type ActionInput, clientBodies, fieldsOf, formOf } from "../support/action-bodies";
import { MANAGERS_ACTIONS, OPEN_ACTIONS, READING_ACTIONS } from "../support/action-rights";
import { addNumber, addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { addOwedDeliveries, type OwedDeliveries } from "../support/owed-deliveries";
import { signInDirectly } from "../support/sessions";
import { pagePath } from "../support/sessions-pages";
import { tableChecksums } from "../support/table-checksums";

type ManifestEntry = { filename: string; exportedName: string; workers: Record<string, unknown> };
type Manifest = Record<"node" | "edge", Record<string, ManifestEntry>>;
type Action = { id: string; name: string; file: string; pages: string[] };
type Headers = Record<string, string>;

const ACTIVATION = "2020-01-01T00:00:00Z";
const PLANTED_SUPPLIER = "Planted supplier";
const USE_SERVER = /^\s*["']use server["']/;

const manifest: Manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
const actions: Action[] = [...Object.entries(manifest.node), ...Object.entries(manifest.edge)].map(
  ([id, entry]) => ({
    id,
    name: entry.exportedName,
    file: entry.filename.replaceAll("\\", "/"),
    pages: Object.keys(entry.workers),
  }),
);
const guarded = actions.filter(({ file, name }) => !OPEN_ACTIONS.includes(`${file} ${name}`));

const sources = globSync("{app,components,lib}/**/*.{ts,tsx}").map((file) => ({
  file: file.replaceAll("\\", "/"),
  text: readFileSync(file, "utf8"),
}));
const actionFiles = sources.filter(({ text }) => USE_SERVER.test(text));

let app: RunningApp;
let inputs: Record<string, ActionInput>;
let signingSecret = "";
let [tokenId, doomedId] = ["", ""];
let [runningId, pausedId, failingId, goneId] = ["", "", "", ""];
let [supplierId, archivedId] = ["", ""];
let numberId = "";
let owed: OwedDeliveries;
const people = { enabled: "", disabled: "", signedIn: "" };

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  signingSecret = encrypt(createSigningSecret(), app.env.ENCRYPTION_KEY ?? "");
  const token = await addToken(app.db, { signingSecret, previousSigningSecret: signingSecret });
  const doomed = await addToken(app.db);
  tokenId = token.id;
  doomedId = doomed.id;
  await app.db.insert(callbacks).values({ tokenId, eventType: "message.received", url: "" });
  ({ supplierId } = token);
  ({ supplierId: archivedId } = doomed);
  numberId = await addNumber(app.db, "+390612345678");
  for (const kind of ["enabled", "disabled", "signedIn"] as const)
    people[kind] = (await signInDirectly(app, "manager")).userId;
  runningId = (await addToken(app.db)).id;
  pausedId = (await addToken(app.db)).id;
  [failingId, goneId] = [(await addToken(app.db)).id, (await addToken(app.db)).id];
  for (const id of [failingId, goneId]) await addOwedDeliveries(app.db, id, numberId);
  const owedToken = await addToken(app.db);
  owed = await addOwedDeliveries(app.db, owedToken.id, numberId);
  const lost = { tokenId: owedToken.id, eventType: "message.received", since: "2026-01-01T00:00:00Z" };
  await setBack();
  inputs = {
    createTokenAction: { supplierId, name: "Planted", seesAllNumbers: "true", permissions: ["data:export"] },
    updateTokenDetailsAction: { id: tokenId, supplierId, name: "Renamed", activatesAt: ACTIVATION },
    updateTokenPermissionsAction: { id: tokenId, seesAllNumbers: "true", masksContacts: "true" },
    saveCallbacksAction: {
      tokenId,
      "url.message.received": "http://127.0.0.1:9/received",
      enabled: ["message.received"],
    },
    rotateSecretAction: { id: tokenId, seenHint: "seen", overlap: "24h" },
    endOverlapAction: { id: tokenId },
    checkUrlAction: { url: "http://127.0.0.1:9/" },
    sendTestAction: { tokenId, eventType: "message.received" },
    takeAwayImpactAction: { tokenId, eventTypes: ["message.received"] },
    resumeCallbackAction: { tokenId: goneId, eventType: "message.received" },
    tryCallbackAction: { tokenId: failingId, eventType: "message.received" },
    revealSigningSecretAction: { id: tokenId },
    rotateSigningSecretAction: { id: tokenId, version: signingSecretVersion(signingSecret), overlap: "24h" },
    endSigningOverlapAction: { id: tokenId },
    previewVisibilityAction: { seesAllNumbers: "true", permissions: ["locations:read"] },
    revokePermissionAction: { id: tokenId, permission: "locations:read" },
    deletionImpactAction: { ids: [tokenId] },
    pauseTokensAction: { ids: [runningId] },
    resumeTokensAction: { ids: [pausedId] },
    deleteTokensAction: { ids: [doomedId] },
    resendDeliveriesAction: { ids: [owed.ids.delivered] },
    retryDeliveriesAction: { ids: [owed.ids.waiting] },
    cancelPendingAction: { ids: [owed.ids.pending] },
    previewRecoveryAction: lost,
    recoverDeliveriesAction: lost,
    createSupplierAction: { name: PLANTED_SUPPLIER },
    updateSupplierAction: { id: supplierId, name: "Renamed supplier" },
    archiveImpactAction: { id: supplierId },
    archiveSupplierAction: { id: supplierId },
    restoreSupplierAction: { id: archivedId },
    labelManagedNumberAction: { id: numberId, label: "Labelled" },
    disableUserAction: { id: people.enabled },
    enableUserAction: { id: people.disabled },
    signOutUserAction: { id: people.signedIn },
    searchSuppliersAction: { q: "Test" },
    searchTokensAction: { q: "Test" },
  };
});

afterAll(() => app?.stop());

function inputOf({ name }: Action): ActionInput {
  const input = inputs[name];
  if (!input) throw new Error(`Give ${name} an input that it would take from an admin.`);
  return input;
}

async function post(page: string, body: string | FormData, headers: Headers): Promise<string> {
  const answer = await fetch(
    `${app.url}${pagePath(page, page.includes("suppliers") ? supplierId : tokenId)}`,
    {
      method: "POST",
      headers: {
        origin: app.url,
        ...(typeof body === "string" && { "content-type": "text/plain;charset=UTF-8" }),
        ...headers,
      },
      body,
      redirect: "manual",
    },
  );
  return answer.text();
}

/** As a browser without JavaScript posts a form to its page: the action is named in the body. */
function postBareForm(action: Action, page: string, headers: Headers): Promise<string> {
  const reference: [string, string][] = [
    ["$ACTION_REF_1", ""],
    ["$ACTION_1:0", JSON.stringify({ id: action.id, bound: "$@1" })],
    ["$ACTION_1:1", "[null]"],
  ];
  return post(page, formOf([...reference, ...fieldsOf(inputOf(action))]), headers);
}

async function auditRows(): Promise<number> {
  const [row] = await app.db.$client<{ rows: number }[]>`select count(*)::int as rows from audit_log`;
  return row?.rows ?? 0;
}

describe("the list of server actions", () => {
  test("is that of the source files, so that none is forgotten", () => {
    const exported = actionFiles.flatMap(({ file, text }) =>
      [...text.matchAll(/^export (?:async )?(?:function|const|let|class) (\w+)/gm)].map(
        ([, name]) => `${file} ${name}`,
      ),
    );
    expect(actions.map(({ file, name }) => `${file} ${name}`).toSorted()).toEqual(exported.toSorted());
    expect(actions.filter((action) => action.pages.length === 0)).toEqual([]);
  });

  test("has no member that is exported otherwise or written inside another function", () => {
    const otherwise = actionFiles.filter(({ text }) => /^export (?:default|\*|\{)/m.test(text));
    const inside = sources.filter(({ text }) => /["']use server["']/.test(text.replace(USE_SERVER, "")));
    expect([...otherwise, ...inside].map(({ file }) => file)).toEqual([]);
  });

  test("leaves exactly two open to everybody", () => {
    const open = actions.filter((action) => !guarded.includes(action));
    expect(open.map(({ file, name }) => `${file} ${name}`).toSorted()).toEqual(OPEN_ACTIONS);
    expect(guarded.map(({ name }) => name).toSorted()).toEqual(Object.keys(inputs).toSorted());
  });
});

const CALLERS: [who: string, code: string, headers: () => Promise<Headers>][] = [
  ["somebody anonymous", "unauthenticated", async () => ({})],
  ["a manager", "forbidden", async () => (await signInDirectly(app, "manager")).headers],
  [
    "an admin who was disabled after signing in",
    "unauthenticated",
    async () => {
      const { userId, headers } = await signInDirectly(app, "admin");
      await app.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, userId));
      return headers;
    },
  ],
];

describe.each(CALLERS)("%s", (_who, code, headersOf) => {
  const refusing = guarded.filter(({ name }) => code !== "forbidden" || !MANAGERS_ACTIONS.includes(name));

  test.each(refusing)(`is refused by $name as ${code}, and nothing has changed`, async (action) => {
    const headers = await headersOf();
    const before = await tableChecksums(app.db);
    for (const page of action.pages)
      for (const body of clientBodies(inputOf(action)))
        expect(await post(page, body, { ...headers, "next-action": action.id })).toContain(
          `"code":"${code}"`,
        );
    for (const page of action.pages) await postBareForm(action, page, headers);
    expect(await tableChecksums(app.db)).toEqual(before);
  });
});

/** Undoes what the inputs change, for saving what is there already leaves no audit row. */
async function setBack(): Promise<void> {
  const sql = app.db.$client;
  await sql`update api_tokens set name = 'Before', secret_hint = 'seen', masks_contacts = false,
    permissions = '{locations:read}', signing_secret = ${signingSecret}, previous_secret_until = now() + interval '1 day',
    previous_signing_secret_until = now() + interval '1 day' where id = ${tokenId}`;
  await sql`update callbacks set url = 'http://127.0.0.1:9/before' where token_id = ${tokenId}`;
  await sql`update callbacks set probe_at = now() + interval '1 hour' where token_id = ${failingId}`;
  await sql`update callbacks set paused_at = now(), paused_reason = 'Gone' where token_id = ${goneId}`;
  await sql`update api_tokens set paused_at = case when id = ${pausedId} then now() end
    where id in (${runningId}, ${pausedId})`;
  await owed.setBack();
  await setBackPeople();
}

async function setBackPeople(): Promise<void> {
  const sql = app.db.$client;
  await sql`update suppliers set name = id::text where name = ${PLANTED_SUPPLIER}`;
  await sql`update suppliers set name = 'Test supplier', archived_at = null where id = ${supplierId}`;
  await sql`update suppliers set name = 'Archived', archived_at = now() where id = ${archivedId}`;
  await sql`update managed_numbers set label = 'Before' where id = ${numberId}`;
  await sql`update users set disabled_at = null where id = ${people.enabled}`;
  await sql`update users set disabled_at = now() where id = ${people.disabled}`;
  await sql`insert into sessions (session_token, user_id, expires)
    values (gen_random_uuid()::text, ${people.signedIn}, now() + interval '1 hour')`;
}

describe("a manager", () => {
  test.each(guarded.filter(({ name }) => MANAGERS_ACTIONS.includes(name)))(
    "is served by $name, which changes nothing",
    async (action) => {
      const { headers } = await signInDirectly(app, "manager");
      const before = await tableChecksums(app.db);
      const [body = ""] = clientBodies(inputOf(action));
      const answer = await post(action.pages[0] ?? "", body, { ...headers, "next-action": action.id });
      expect(answer).toContain('"ok":true');
      expect(await tableChecksums(app.db)).toEqual(before);
    },
  );
});

describe("an admin", () => {
  test.each(guarded)("is served by $name, with the same input", async (action) => {
    await setBack();
    const { headers } = await signInDirectly(app, "admin");
    const [rows, before] = [await auditRows(), await tableChecksums(app.db)];
    const [body = "", form = ""] = clientBodies(inputOf(action));
    const answer = await post(action.pages[0] ?? "", body, { ...headers, "next-action": action.id });
    expect(answer).toContain('"ok":true');
    if (READING_ACTIONS.includes(action.name)) return expect(await tableChecksums(app.db)).toEqual(before);
    expect(await auditRows()).toBe(rows + 1);
    if (action.name === "deleteTokensAction") return;
    await setBack();
    expect(await post(action.pages[0] ?? "", form, { ...headers, "next-action": action.id })).toContain(
      '"ok":true',
    );
    expect(await auditRows()).toBe(rows + 2);
    await setBack();
    await postBareForm(action, action.pages[0] ?? "", headers);
    expect(await auditRows()).toBe(rows + 3);
  });

  test("cannot be made to post from a foreign site, not even with a forged host", async () => {
    const { headers } = await signInDirectly(app, "admin");
    const action = guarded.find(({ name }) => name === "createSupplierAction");
    if (!action) throw new Error("createSupplierAction is gone: choose another action.");
    const before = await tableChecksums(app.db);
    const [body = ""] = clientBodies(inputOf(action));
    const foreign = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
    await post(action.pages[0] ?? "", body, { ...headers, ...foreign, "next-action": action.id });
    expect(await tableChecksums(app.db)).toEqual(before);
  });

  test.each(["cross-site", "same-site"])("cannot be made to post from a site that is %s", async (site) => {
    await setBack();
    const { headers } = await signInDirectly(app, "admin");
    const before = await tableChecksums(app.db);
    for (const action of guarded) {
      const [body = ""] = clientBodies(inputOf(action));
      const sent = { ...headers, "sec-fetch-site": site };
      const answer = await post(action.pages[0] ?? "", body, { ...sent, "next-action": action.id });
      expect(answer).toContain('"code":"forbidden"');
      await postBareForm(action, action.pages[0] ?? "", sent);
    }
    expect(await tableChecksums(app.db)).toEqual(before);
  });
});
