import { eq } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callbacks } from "@/db/schema/callbacks";
import { pauseTokens } from "@/lib/api-tokens/lifecycle-commands";
import { systemContext } from "@/lib/context";
import { encrypt } from "@/lib/encryption";
import { paths } from "@/lib/paths";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { createCallback, createNumber, createThread, publish } from "../integration/callbacks-fixtures";
import { deliveryStates } from "../support/admin";
import { addNumber, addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { expectNoSidewaysScroll, openPage, photographFailure } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { addOwedDeliveries } from "../support/owed-deliveries";
import { startTestReceiver, type TestReceiver } from "../support/receiver";
import { giveSession } from "../support/sessions";

const secret = createSigningSecret();

let app: RunningApp;
let browser: Browser;
let receiver: TestReceiver;
let tokenId: string;

beforeAll(async () => {
  [app, browser, receiver] = await Promise.all([
    startApp({ env: { WORKER: "off" } }),
    launchBrowser(),
    startTestReceiver({ secrets: [secret] }),
  ]);
  const signingSecret = encrypt(secret, app.env.ENCRYPTION_KEY ?? "");
  tokenId = (await addToken(app.db, { signingSecret })).id;
});

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await app?.stop();
});

/** Opens the tab as a person of that role. */
async function openTab(role: "admin" | "manager", width: number, id = tokenId) {
  const watched = await openPage(browser, [app.url], { width });
  await giveSession(app, watched.context, role);
  await watched.page.goto(`${app.url}${paths.tokenCallbacks(id)}`, { waitUntil: "networkidle" });
  return watched;
}

async function expectWhole(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("an admin saves an endpoint, tests it, and reveals and rotates what signs for it", async (test) => {
  const { page, faults } = await openTab("admin", 1440);
  photographFailure(test, page);
  const endpoint = page.getByLabel("Endpoint for Incoming message");
  await endpoint.fill("https://10.0.0.3/in");
  await page.keyboard.press("Tab");
  await page.getByText("This address is not on the public internet").waitFor();
  await expectWhole(page);
  await endpoint.fill(`${receiver.url}/in`);
  await page.keyboard.press("Tab");
  await page.getByText("Callbacks may be sent there.").waitFor();
  await press(page, "Save callbacks");
  await page.getByText("Callbacks saved: Incoming message.").waitFor();

  await press(page, "Send test of Incoming message");
  await page.getByText("HTTP 204").waitFor();
  await page.getByText("with the documented example").waitFor();
  const [sent] = receiver.events();
  expect(sent).toMatchObject({ path: "/in", verified: true, headers: { "webhook-test": "true" } });
  await expectWhole(page);

  expect(await page.content()).not.toContain(secret);
  await press(page, "Reveal");
  await page.getByText(secret).waitFor();
  await press(page, "Rotate signing secret");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "For 3 days" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Rotate signing secret" }).click();
  await page.getByText("Callbacks are signed with two secrets").waitFor();
  await page.getByRole("status").getByText("The new signing secret is shown.").waitFor();
  const rotate = page.getByRole("button", { name: "Rotate signing secret", exact: true });
  await expect.poll(() => rotate.evaluate((node) => node === document.activeElement)).toBe(true);
  const fresh = (await page.getByTestId("signing-secret").textContent()) ?? "";
  expect(fresh).not.toBe(secret);
  await press(page, "Send test of Incoming message");
  await expect.poll(() => receiver.events().length).toBe(2);
  const both = receiver.events()[1];
  for (const one of [secret, fresh]) new Webhook(one).verify(both?.body ?? "", both?.headers ?? {});
  await press(page, "Stop the old signing secret");
  await expectAccessible(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Stop the old signing secret" }).click();
  await page.getByText("Callbacks are signed with two secrets").waitFor({ state: "detached" });
  await endpoint.fill(`${receiver.url}/other`);
  await press(page, "Save callbacks");
  await page.getByText("HTTP 204").waitFor({ state: "detached" });
  await endpoint.fill(`${receiver.url}/in`);
  await press(page, "Save callbacks");
  await page.getByText("HTTP 204").waitFor();
  await page.reload();
  expect(await page.content()).not.toContain(fresh);
  expect(faults).toEqual([]);
});

test.each([
  ["deleted", { deletedAt: new Date() }, "the token is deleted: nothing is sent"],
  ["expired", { expiresAt: new Date() }, "the token has expired: nothing is sent"],
])("a callback of a token that is %s is not called, and no more said to fail", async (state, over, words) => {
  const { id } = await addToken(app.db, { name: `Over: ${state}`, ...over });
  const failingSince = new Date(Date.now() - 3_600_000);
  await app.db.insert(callbacks).values({
    tokenId: id,
    eventType: "message.received",
    url: receiver.url,
    failingSince,
    lastError: "timeout",
    probeAt: new Date(),
  });
  const { page, faults } = await openTab("admin", 390, id);
  await page.getByText(words).waitFor();
  expect(await page.getByText("Failing since").count()).toBe(0);
  expect(await page.getByRole("button", { name: /Try now/ }).count()).toBe(0);
  await expectWhole(page);
  await page.goto(`${app.url}${paths.token(id)}`);
  await page.getByText(words).waitFor();
  await page.goto(`${app.url}${paths.tokens()}?state=${state}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("table").getByText("1 not called").waitFor();
  expect(faults).toEqual([]);
});

/** A token with an endpoint for which two deliveries wait. */
async function addWaiting(name: string, health: Partial<typeof callbacks.$inferInsert>) {
  const { id } = await addToken(app.db, { name });
  const callbackId = await createCallback(app.db, id, `${receiver.url}/in`);
  const thread = await createThread(app.db, await createNumber(app.db));
  await publish(app.db, thread, ["one", "two"]);
  await app.db.update(callbacks).set(health).where(eq(callbacks.id, callbackId));
  return { id, states: () => deliveryStates(app.db, callbackId) };
}

test("an endpoint for which deliveries wait is taken away after a question, which the keyboard answers", async (test) => {
  const { id, states } = await addWaiting("Taken away", { enabled: true });
  const { page, faults } = await openTab("admin", 390, id);
  photographFailure(test, page);
  const endpoint = page.getByLabel("Endpoint for Incoming message");
  const question = page.getByRole("alertdialog");
  // Where there is no endpoint there is nothing to switch.
  expect(await page.getByRole("switch").count()).toBe(1);
  await endpoint.fill("");
  expect(await page.getByRole("switch").count()).toBe(0);
  await page.keyboard.press("Control+s");
  await question.getByText("Incoming message: 2 deliveries waiting").waitFor();
  await expectWhole(page);
  await page.keyboard.press("Enter");
  await question.waitFor({ state: "detached" });
  await expect.poll(() => endpoint.evaluate((node) => node === document.activeElement)).toBe(true);
  expect(await states()).toEqual(["pending", "pending"]);
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: "Go back" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Callbacks saved: Incoming message. 2 deliveries are cancelled.").waitFor();
  expect(await states()).toEqual(Array(2).fill("cancelled: callback_removed"));

  await endpoint.fill(`${receiver.url}/again`);
  await press(page, "Save callbacks");
  await page.getByText("Callbacks saved: Incoming message.", { exact: true }).waitFor();
  await page.getByText("Not called yet").waitFor();
  await endpoint.fill("");
  await press(page, "Save callbacks");
  await page.getByText("Not called yet").waitFor({ state: "detached" });
  await page.getByText("Callbacks saved: Incoming message.", { exact: true }).waitFor();
  expect(faults).toEqual([]);
});

test("one that asked not to be called is resumed beside what it says of itself", async (test) => {
  const gone = { pausedAt: new Date(), pausedReason: "It is gone.", failingSince: new Date() };
  const { id } = await addWaiting("Gone", { ...gone, lastError: "HTTP 410" });
  const { page, faults } = await openTab("admin", 390, id);
  photographFailure(test, page);
  await page.getByText("It is gone. · last error: HTTP 410 · 2 deliveries waiting").waitFor();
  await expectWhole(page);
  await press(page, "Resume Incoming message");
  await page.getByText("It is called again.").waitFor();
  expect(await page.getByText("It is gone.").count()).toBe(0);
  await expectWhole(page);
  expect(faults).toEqual([]);
});

test("a callback that is left alone is tried when an admin says so, while its token is usable", async (test) => {
  const { id } = await addToken(app.db, { name: "Left alone" });
  await addOwedDeliveries(app.db, id, await addNumber(app.db, "+390612345678"));
  await app.db.$client`update callbacks set failing_since = now(), last_error = 'timeout',
    probe_at = now() + interval '1 hour' where token_id = ${id}`;
  const { page, faults } = await openTab("admin", 390, id);
  photographFailure(test, page);
  await press(page, "Try now for Incoming message");
  await page.getByText("One delivery is being tried.").waitFor();
  await expectWhole(page);
  await pauseTokens(systemContext(app.db, "test"), { ids: [id] });
  await page.reload({ waitUntil: "networkidle" });
  await page.getByText("3 deliveries waiting").waitFor();
  expect(await page.getByRole("button", { name: /Try now/ }).count()).toBe(0);
  expect(faults).toEqual([]);
});

test("what was typed stays while the server does not answer", async (test) => {
  const { page } = await openTab("admin", 1440);
  photographFailure(test, page);
  const endpoint = page.getByLabel("Endpoint for New conversation");
  await endpoint.fill("https://example.com/typed");
  const isAction = (url: URL) => url.pathname.endsWith("/callbacks");
  await page.route(isAction, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await press(page, "Send test of Incoming message");
  await page.getByText("The server did not answer.").waitFor();
  await press(page, "Reveal");
  await expect.poll(() => page.getByText("The server did not answer.").count()).toBe(2);
  expect(await endpoint.inputValue()).toBe("https://example.com/typed");
  await page.unrouteAll();
  await press(page, "Reveal");
  await page.getByRole("button", { name: "Copy signing secret" }).waitFor();
});

test("a manager sees the endpoint on a phone, and neither a secret nor a button", async (test) => {
  const { page, faults } = await openTab("manager", 390);
  photographFailure(test, page);
  expect(await page.getByLabel("Endpoint").nth(1).inputValue()).toBe(`${receiver.url}/in`);
  for (const name of [/Send test/, "Reveal", "Rotate signing secret", "Save callbacks"])
    expect(await page.getByRole("button", { name }).count()).toBe(0);
  expect(await page.content()).not.toContain("whsec_•");
  for (const summary of ["Sample body: New conversation", "Check the signature"])
    await page.getByText(summary, { exact: true }).first().click();
  await expectWhole(page);
  expect(faults).toEqual([]);
});
