import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import readXlsxFile from "read-excel-file/node";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { decrypt } from "@/lib/encryption";
import { type RunningApp, startApp } from "../support/app";
import {
  expectNoSidewaysScroll,
  openPage,
  photographFailure,
  signIn,
  type WatchedPage,
} from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { testUsers } from "../support/oidc";
import { startTestReceiver, type TestReceiver } from "../support/receiver";
import { sendWhatsapp, whatsappFixture } from "../support/send-whatsapp";

const TOKEN_NAME = "Orders sync";
const SUPPLIER_NAME = "Meridian Srl";

let app: RunningApp;
let browser: Browser;
let receiver: TestReceiver;
let watched: WatchedPage;
let page: Page;
let secret = "";
let tokenId = "";
let conversationId = "";
let hiddenConversationId = "";

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
  receiver = await startTestReceiver({ secrets: [] });
  watched = await openPage(browser, [app.url, new URL(app.oidc.issuer).origin]);
  page = watched.page;
});

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await app?.stop();
});

beforeEach((context) => photographFailure(context, page));

function api(path: string, bearer = secret): Promise<Response> {
  return fetch(`${app.url}/api/v1${path}`, { headers: { authorization: `Bearer ${bearer}` } });
}

function sendFixture(name: string): Promise<Response> {
  return sendWhatsapp(fetch, whatsappFixture(name), { baseUrl: app.url });
}

async function saveAndExpect(button: string, message: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByText(message).waitFor();
}

test("an admin signs in through the identity provider", async () => {
  await signIn(page, app.url, testUsers.admin);
  await page.getByRole("heading", { name: "API access tokens" }).waitFor();
  await page.getByText("No tokens yet").waitFor();
});

test("two numbers become known by their first messages", async () => {
  for (const name of ["text", "text-second-number"] as const)
    expect((await sendFixture(name)).status).toBe(200);
});

test("the admin creates a supplier", async () => {
  await page.getByRole("link", { name: "Suppliers" }).click();
  await page.getByRole("link", { name: "Create supplier" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(SUPPLIER_NAME);
  await page.getByRole("button", { name: "Create supplier" }).click();
  await page.getByRole("heading", { name: SUPPLIER_NAME }).waitFor();
});

test("the admin creates a token that sees one number, and its secret is shown", async () => {
  await page.goto(`${app.url}/api-tokens/new`);
  await page.getByLabel("Name", { exact: true }).fill(TOKEN_NAME);
  await page.getByLabel("Supplier").selectOption({ label: SUPPLIER_NAME });
  await page.getByRole("button", { name: "90 days" }).click();
  await page.getByLabel("Chosen numbers").check();
  await page.locator("label", { hasText: "+390612345678" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  secret = (await page.getByTestId("secret").textContent()) ?? "";
  expect(secret).toMatch(/^wtp_[0-9A-Za-z]{38}$/);
  await page.getByRole("button", { name: "I have stored it, set callbacks" }).click();
  await page.waitForURL(/\/api-tokens\/[0-9a-f-]{36}\/edit\/callbacks$/);
  tokenId = /api-tokens\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  expect(await page.content()).not.toContain(secret);
});

test("the admin sets three callbacks; a forbidden address is refused at its field", async () => {
  const endpoints = page.getByLabel("Endpoint");
  for (const [i, path] of ["created", "received", "status"].entries())
    await endpoints.nth(i).fill(`${receiver.url}/${path}`);
  await endpoints.nth(2).fill("http://169.254.169.254/latest");
  await saveAndExpect("Save callbacks", "Check the marked fields. Nothing was saved.");
  expect(await endpoints.nth(2).getAttribute("aria-invalid")).toBe("true");
  expect(await endpoints.nth(0).inputValue()).toBe(`${receiver.url}/created`);
  await endpoints.nth(2).fill(`${receiver.url}/status`);
  await saveAndExpect("Save callbacks", "Callbacks saved: New conversation, Incoming message,");
});

test("the permissions tab and the details tab save what they show", async () => {
  await page.getByRole("link", { name: "Permissions", exact: true }).click();
  await page.getByLabel("Mask contacts").waitFor();
  await saveAndExpect("Save permissions", "Nothing had changed.");
  await page.getByRole("link", { name: "Details", exact: true }).click();
  await page.getByLabel("Note").fill("For the order system.");
  await saveAndExpect("Save details", "Details saved: note.");
  await page.reload();
  expect(await page.getByLabel("Note").inputValue()).toBe("For the order system.");
});

test("every event of the fixtures reaches the receiver once, verified and in order", async () => {
  const [row] = await app.db.$client<{ signing_secret: string }[]>`
    select signing_secret from api_tokens where id = ${tokenId}`;
  receiver.secrets.push(decrypt(row?.signing_secret ?? "", app.env.ENCRYPTION_KEY ?? ""));
  const sent = [
    "reply",
    "image",
    "location",
    "button",
    "interactive-list",
    "reaction",
    "unsupported",
    "location-bare",
    "status-sent",
    "status-delivered",
    "status-read",
    "status-failed",
    "batch",
  ] as const;
  for (const name of sent) expect((await sendFixture(name)).status).toBe(200);
  for (const name of sent) expect((await sendFixture(name)).status).toBe(200);
  const owed = async () => {
    const [counts] = await app.db.$client<{ pending: number; delivered: number }[]>`
      select count(*) filter (where state = 'pending')::int as pending,
        count(*) filter (where state = 'delivered')::int as delivered from deliveries`;
    return counts;
  };
  await expect.poll(owed, { timeout: 30_000 }).toMatchObject({ pending: 0 });
  const events = receiver.events();
  expect(events.length).toBe((await owed())?.delivered);
  expect(events.every((event) => event.verified && !event.duplicate)).toBe(true);
  const published = await app.db.$client<{ id: string; type: string; conversation_id: string }[]>`
    select e.id, e.type, e.conversation_id from events e
    where exists (select from deliveries d where d.event_id = e.id) order by seq`;
  expect(events.map((event) => event.webhookId).sort()).toEqual(published.map((event) => event.id).sort());
  for (const type of new Set(published.map((event) => event.type)))
    for (const conversation of new Set(published.map((event) => event.conversation_id))) {
      const inOrder = published
        .filter((event) => event.type === type && event.conversation_id === conversation)
        .map((event) => event.id);
      const arrived = events.map((event) => event.webhookId).filter((id) => inOrder.includes(id ?? ""));
      expect(arrived).toEqual(inOrder);
    }
  expect(new Set(published.map((event) => event.type)).size).toBe(3);
});

test("the supplier reads the conversation", async () => {
  const answer = await api("/conversations");
  expect(answer.status).toBe(200);
  const { data } = await answer.json();
  const own = data.find((item: { contact: { name: string } }) => item.contact.name === "Giulia Ferri");
  conversationId = own.id;
  const messages = await (await api(`/conversations/${conversationId}/messages?limit=100`)).json();
  expect(messages.data.map((message: { text: string }) => message.text)).toContain(
    "Buongiorno, il mio ordine 4711 non è arrivato.",
  );
  expect(messages.data.every((message: { position: unknown }) => message.position === null)).toBe(true);
});

test("what was not granted is refused by name, what is not visible is not there", async () => {
  const locations = await api("/locations");
  expect(locations.status).toBe(403);
  expect(await locations.json()).toMatchObject({
    code: "permission_missing",
    missing_permission: "locations:read",
  });
  const [hidden] = await app.db.$client<{ id: string }[]>`
    select c.id from conversations c join managed_numbers n on n.id = c.managed_number_id
    where n.phone = '+390287654321'`;
  hiddenConversationId = hidden?.id ?? "";
  const unseen = await api(`/conversations/${hiddenConversationId}`);
  expect(unseen.status).toBe(404);
});

test("every one of these calls is in the log page", async () => {
  await page.goto(`${app.url}/api-tokens/${tokenId}/log`);
  const rows = page.getByRole("table", { name: "API requests" }).locator("tbody tr");
  await expect.poll(() => rows.count()).toBe(4);
  const text = (await rows.allTextContents()).join("\n");
  expect(text).toContain(`GET /conversations/${conversationId}/messages?limit=100`);
  expect(text).toContain("Read locations is missing permission_missing");
  expect(text).toContain(`GET /conversations/${hiddenConversationId}`);
});

test("the Excel of the tokens opens in another library and has the token's cells", async () => {
  await page.goto(`${app.url}/api-tokens`);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download Excel" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^api-tokens-\d{4}-\d\d-\d\d\.xlsx$/);
  const file = await readFile(await download.path());
  const sheets = await readXlsxFile(file);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(["Tokens", "Permissions", "Visibility", "Callbacks"]);
  const cells = Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data]));
  expect(cells.Tokens?.[1]?.slice(0, 5)).toEqual([
    tokenId,
    TOKEN_NAME,
    SUPPLIER_NAME,
    secret.slice(-4),
    "Active",
  ]);
  expect(cells.Tokens?.[1]?.[5]).toBeInstanceOf(Date);
  expect(cells.Permissions?.[1]?.slice(3)).toEqual([true, false, false]);
  expect(cells.Visibility?.[1]?.slice(3)).toEqual([false, "+390612345678", "+390612345678", false]);
  expect(cells.Callbacks?.map((row) => row[4])).toContain(`${receiver.url}/created`);
  expect(file.includes(secret)).toBe(false);
});

test("the token is deleted, refused from then on, and the refusal is in the log", async () => {
  await page.getByRole("button", { name: `Actions for ${TOKEN_NAME}` }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("4 requests in the last 24 hours").waitFor();
  expect(
    await dialog.getByRole("button", { name: "Cancel" }).evaluate((node) => node === document.activeElement),
  ).toBe(true);
  const remove = dialog.getByRole("button", { name: "Delete token" });
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByLabel("Type its name").fill(TOKEN_NAME);
  await remove.click();
  await page.getByText("No tokens yet").waitFor();
  const refused = await api("/conversations");
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ code: "token_deleted" });
  await page.goto(`${app.url}/api-tokens/${tokenId}/log`);
  await page.getByRole("cell", { name: "token_deleted" }).waitFor();
});

test("nothing went wrong in the browser, and a phone needs no sideways scroll", async () => {
  expect(watched.faults).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    "/api-tokens",
    `/api-tokens/${tokenId}`,
    `/api-tokens/${tokenId}/log`,
    "/api-tokens/new",
  ]) {
    await page.goto(`${app.url}${path}`);
    await expectNoSidewaysScroll(page);
  }
});

test("signing out ends the session at once", async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${app.url}/api-tokens`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto(`${app.url}/api-tokens`);
  await page.waitForURL(/\/sign-in/);
});
