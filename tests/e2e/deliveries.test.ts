import { asc, eq } from "drizzle-orm";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { encrypt } from "@/lib/encryption";
import { paths } from "@/lib/paths";
import { createCallback, createThread, publish, textOf } from "../integration/callbacks-fixtures";
import { addNumber, addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { launchBrowser } from "../support/chromium";
import { type JourneyWorld, journey } from "../support/journey";
import { startTestReceiver, type TestReceiver } from "../support/receiver";

const DAY_MS = 24 * 3600 * 1000;

let app: RunningApp;
let world: JourneyWorld;
let receiver: TestReceiver;
let tokenId: string;
/** The deliveries in the order of their events: three that arrived and one that failed. */
let ids: string[];

/** Does the worker's part once. */
async function deliver(): Promise<void> {
  const headers = { authorization: `Bearer ${app.env.JOBS_SECRET}` };
  const answer = await fetch(`${app.url}/api/jobs/run`, { method: "POST", headers });
  expect(answer.status).toBe(200);
}

const texts = () => receiver.events().map(({ body }) => textOf(body));

async function prepare(): Promise<void> {
  const signingSecret = encrypt(receiver.secrets[0] ?? "", app.env.ENCRYPTION_KEY ?? "");
  const token = await addToken(app.db, { name: "Orders sync", signingSecret });
  tokenId = token.id;
  const numberId = await addNumber(app.db, "+390612345678");
  const callbackId = await createCallback(app.db, tokenId, `${receiver.url}/in`);
  const thread = await createThread(app.db, numberId);
  for (const text of ["one", "two", "three"]) await publish(app.db, thread, [text]);
  await publish(app.db, await createThread(app.db, numberId), ["bad"]);
  await deliver();
  await app.db.update(deliveryLanes).set({ nextAttemptAt: new Date(Date.now() + DAY_MS) });
  await app.db.update(callbacks).set({ enabled: false }).where(eq(callbacks.id, callbackId));
  await publish(app.db, thread, ["lost"]);
  await app.db.update(callbacks).set({ enabled: true }).where(eq(callbacks.id, callbackId));
  const rows = await app.db.select().from(deliveries).orderBy(asc(deliveries.eventSeq));
  ids = rows.map(({ id }) => id);
}

beforeAll(async () => {
  const [running, browser, listening] = await Promise.all([
    startApp({ env: { WORKER: "off" } }),
    launchBrowser(),
    startTestReceiver({ answerWith: ({ body }) => (textOf(body) === "bad" ? 500 : undefined) }),
  ]);
  [app, receiver] = [running, listening];
  await prepare();
  const close = async () => {
    await browser.close();
    await app.stop();
    await receiver.close();
  };
  world = { app, browser, seeded: { tokenId, supplierId: "" }, close };
});

afterAll(() => world?.close());

const row = (page: Page, id = "") => page.locator(`tr[data-row="${id}"]`);
const sheet = (page: Page) => page.locator("[data-slot=sheet-content]");
const question = (page: Page) => page.getByRole("alertdialog");

/** A time as it is typed. */
const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 16).replace("T", " ");

const expectFocus = (element: Locator) =>
  expect.poll(() => element.evaluate((node) => node === document.activeElement)).toBe(true);

/** Holds what the page sends to the server until the answer is called. */
async function holdActions(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**", async (route) => {
    if (route.request().method() === "POST") await promise;
    await route.fallback();
  });
  return resolve;
}

async function open(page: Page, id = ""): Promise<void> {
  await row(page, id).getByRole("link").first().click();
  await sheet(page).getByText("As it would be sent now").waitFor();
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await sheet(page).waitFor({ state: "detached" });
}

test("an admin finds what failed, cancels it, resends and recovers", (context) =>
  journey(world, context, { role: "admin" }, async ({ page, goto, address, expectWhole }) => {
    const [one, two, three, bad] = ids;
    await goto(paths.deliveries());
    await page.getByRole("button", { name: "State", exact: true }).click();
    await page.getByRole("dialog").getByRole("checkbox", { name: "Failing" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(address).toContain("state=failing");
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);

    await open(page, bad);
    await sheet(page).getByText("HTTP 500").waitFor();
    await sheet(page).getByRole("button", { name: "Retry now" }).click();
    await sheet(page).getByText("It is due at once.").waitFor();
    await expectWhole();
    await sheet(page).getByRole("button", { name: "Cancel…" }).click();
    await question(page).getByRole("button", { name: "Cancel delivery" }).click();
    await sheet(page).getByText("An admin cancelled it.").waitFor();
    await close(page);

    await goto(paths.tokenDeliveries(tokenId));
    await open(page, one);
    await sheet(page).getByRole("button", { name: "Resend" }).click();
    await sheet(page).getByText("Pending again", { exact: true }).waitFor();
    await close(page);
    for (const id of [one, two, three]) await row(page, id).getByRole("checkbox").check();
    await page.getByText("3 selected").waitFor();
    const resend = page.getByRole("button", { name: "Resend…" });
    await resend.click();
    await question(page).waitFor();
    await page.keyboard.press("Escape");
    await expectFocus(resend);
    await resend.click();
    await question(page).getByText("1 is left out: it is pending.").waitFor();
    await expectWhole();
    const release = await holdActions(page);
    await question(page).getByRole("button", { name: "Resend 2 deliveries" }).click();
    await question(page).getByRole("button", { name: "Cancel", disabled: true }).waitFor();
    await page.keyboard.press("Escape");
    expect(await question(page).count()).toBe(1);
    release();
    await page.getByText("2 deliveries resent.").waitFor();
    await deliver();
    expect(texts().toSorted()).toEqual(["bad", "one", "one", "three", "three", "two", "two"]);

    await page.getByRole("button", { name: "Recover since…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Since").fill(daysAgo(1));
    await dialog.getByRole("button", { name: "Count" }).click();
    await dialog.getByText("1 event was never sent.").waitFor();
    await dialog.getByText("1 delivery was cancelled.").waitFor();
    await expectWhole();
    await app.db.update(callbacks).set({ enabled: false });
    await dialog.getByRole("button", { name: "Recover 2 deliveries" }).click();
    await dialog.getByRole("alert").getByText("Nothing was recovered").waitFor();
    await app.db.update(callbacks).set({ enabled: true });
    await dialog.getByLabel("Since").fill(daysAgo(2));
    await dialog.getByRole("button", { name: "Count" }).click();
    await dialog.getByText("1 event was never sent.").waitFor();
    expect(await dialog.getByText("Nothing was recovered").count()).toBe(0);
    await dialog.getByRole("button", { name: "Recover 2 deliveries" }).click();
    await dialog.getByText("2 deliveries are pending.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await deliver();
    expect(texts().slice(7).toSorted()).toEqual(["bad", "lost"]);
    expect(receiver.events().every(({ verified }) => verified)).toBe(true);
  }));

test("a token that is resumed leads to the recovery of what it missed", (context) =>
  journey(world, context, { role: "admin" }, async ({ page, goto, address, expectWhole }) => {
    const pausedAt = new Date("2026-01-15T10:30:00Z");
    await app.db.update(apiTokens).set({ pausedAt }).where(eq(apiTokens.id, tokenId));
    await goto(paths.token(tokenId));
    await page.getByText("What happens meanwhile is not queued").waitFor();
    await page.getByRole("button", { name: "Resume", exact: true }).click();
    await page.getByRole("link", { name: "Recover what it missed" }).click();
    const dialog = page.getByRole("dialog", { name: "Recover deliveries" });
    await dialog.waitFor();
    expect(await dialog.locator("input[name=since]").inputValue()).toBe(pausedAt.toISOString());
    await expectWhole();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(address()).not.toContain("recover");
    await page.getByRole("link", { name: "Recover what it missed" }).click();
    await dialog.waitFor();
  }));

test("a manager looks, and changes nothing", (context) =>
  journey(world, context, { role: "manager", width: 390 }, async ({ page, goto, expectWhole }) => {
    await goto(paths.tokenDeliveries(tokenId, "?state=delivered"));
    expect(await page.getByRole("checkbox").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Recover since…" }).count()).toBe(0);
    await open(page, ids[0]);
    await sheet(page).getByText("Attempt 2").waitFor();
    expect(await sheet(page).getByRole("button", { name: "Resend" }).count()).toBe(0);
    await expectWhole();
  }));

test("an attempt that went to a former endpoint says where", (context) =>
  journey(world, context, { role: "manager" }, async ({ page, goto, expectWhole }) => {
    await app.db.update(callbacks).set({ url: "https://example.com/moved" });
    await goto(paths.tokenDeliveries(tokenId));
    await open(page, ids[1]);
    await sheet(page).getByText(`Sent to ${receiver.url}/in`).first().waitFor();
    await expectWhole();
  }));
