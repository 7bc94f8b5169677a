import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog } from "@/db/schema/audit-log";
import { sessions, users } from "@/db/schema/users";
import { hashSessionToken } from "@/lib/auth/session-hash";
import { paths } from "@/lib/paths";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { openPage, signIn } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { testUsers } from "../support/oidc";
import { signInDirectly } from "../support/sessions";
import { adminPages } from "../support/sessions-pages";

const TOKEN_NAME = "Confidential orders";
/** Stand for the token and the supplier until these are there. */
const SOME = {
  token: "01935a00-0000-7000-8000-00000000000a",
  supplier: "01935a00-0000-7000-8000-00000000000b",
};
const FORGED_ID = "01935a00-0000-7000-8000-00000000f00d";
const FORGED = {
  "x-forwarded-for": "203.0.113.7",
  "x-real-ip": "203.0.113.7",
  forwarded: "for=203.0.113.7;host=evil.example;proto=https",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-request-id": FORGED_ID,
};
const FORGERIES = new RegExp(`203\\.0\\.113\\.7|evil\\.example|${FORGED_ID}`);
/** Where only an admin has business; a manager may look at every other page. */
const writePages = () => [
  paths.newToken(),
  paths.newSupplier(),
  paths.editSupplier(token.supplierId),
  paths.unknownSecrets(),
];
const DOWNLOADS = [
  paths.tokensDownload(),
  paths.suppliersDownload(),
  paths.managedNumbersDownload(),
  paths.usersDownload(),
  paths.requestLogDownload(),
];
const LOOPBACK = /^(127\.0\.0\.1|::1)$/;

let app: RunningApp;
let browser: Browser;
let token: Awaited<ReturnType<typeof addToken>>;
let pages: string[];

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
  token = await addToken(app.db, { name: TOKEN_NAME });
  pages = adminPages({ token: token.id, supplier: token.supplierId });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** The address with the ids of the token and its supplier. */
function own(path: string): string {
  return path.replace(SOME.token, token.id).replace(SOME.supplier, token.supplierId);
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers, redirect: "manual" });
}

/** Asks for a page as a link of the application does; Next.js first sends on to the address with its `_rsc` mark. */
async function followLink(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const marked = (await get(path, { ...headers, rsc: "1" })).headers.get("location");
  const { pathname, search } = new URL(marked ?? path, app.url);
  return get(pathname === path ? pathname + search : path, { ...headers, rsc: "1" });
}

function apiRow(id: string | null) {
  return app.db.$client<{ ip: string; path: string; status: number; answer: string }[]>`
    select ip, path, status, to_jsonb(r)::text as answer from api_requests r where id = ${id}`;
}

describe("somebody anonymous", () => {
  test.each(adminPages(SOME))("is sent from %s to the sign-in page", async (path) => {
    const answer = await get(own(path));
    expect([answer.status, answer.headers.get("location")]).toEqual([307, paths.signIn(own(path))]);
    expect(await answer.text()).not.toContain(TOKEN_NAME);
  });

  test.each(adminPages(SOME))("reads nothing of %s as a client-side navigation", async (path) => {
    const answer = await followLink(own(path));
    const text = await answer.text();
    expect(text).not.toContain(TOKEN_NAME);
    expect(text).not.toContain("Test supplier");
  });

  test.each(DOWNLOADS)("gets no Excel from %s", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toMatch(/Confidential orders|Test supplier|@example/);
  });

  test("gets nowhere with a session that never was, or is over", async () => {
    const { userId, headers } = await signInDirectly(app, "admin");
    const made = { cookie: "authjs.session-token=0123456789abcdef" };
    expect((await get(paths.tokens(), made)).status).toBe(307);
    expect((await get(paths.tokens(), headers)).status).toBe(200);
    await app.db.$client`update sessions set expires = now() - interval '1 second' where user_id = ${userId}`;
    expect((await get(paths.tokens(), headers)).status).toBe(307);
    expect((await get(paths.tokensDownload(), headers)).status).toBe(401);
  });
});

test("no image is made smaller for anybody", async () => {
  const answer = await get("/_next/image?url=%2Fscreenshot.png&w=640&q=75");
  expect(answer.status).toBe(404);
});

describe("a manager", () => {
  test("may look at every page but those that only change something", async () => {
    const { headers } = await signInDirectly(app, "manager");
    for (const path of pages) {
      const answer = await get(path, headers);
      const text = await answer.text();
      if (writePages().includes(path)) {
        expect([path, answer.status]).not.toEqual([path, 200]);
        expect(text).not.toContain("<form");
        expect(text).not.toContain("Test supplier");
      } else expect([path, answer.status]).toEqual([path, 200]);
    }
    expect(pages).toEqual(expect.arrayContaining(writePages()));
    for (const answer of [await get(paths.tokens(), headers), await followLink(paths.tokens(), headers)])
      expect(await answer.text()).toContain(TOKEN_NAME);
  });

  test.each(DOWNLOADS)("gets the Excel from %s", async (path) => {
    const { headers } = await signInDirectly(app, "manager");
    const answer = await get(path, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("spreadsheetml.sheet");
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from("PK"));
  });
});

describe("another site", () => {
  test("takes no download and reads nothing with the session of whoever looks at it", async () => {
    const { headers } = await signInDirectly(app, "admin");
    const before = await app.db.$count(auditLog);
    for (const path of [...DOWNLOADS, paths.requestLogNew()])
      for (const site of ["cross-site", "same-site"]) {
        const answer = await get(path, { ...headers, "sec-fetch-site": site });
        expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("Another site")]);
      }
    expect(await app.db.$count(auditLog)).toBe(before);
    expect((await get(paths.requestLogNew(), { ...headers, "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
  });
});

describe("unknown secrets", () => {
  test("are downloaded by an admin alone", async () => {
    const path = paths.unknownSecretsDownload();
    expect((await get(path)).status).toBe(401);
    expect((await get(path, (await signInDirectly(app, "manager")).headers)).status).toBe(403);
    const answer = await get(path, (await signInDirectly(app, "admin")).headers);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from("PK"));
  });
});

describe("new calls", () => {
  test("are read by whoever may look", async () => {
    expect((await get(paths.requestLogNew())).status).toBe(401);
    const answer = await get(paths.requestLogNew(), (await signInDirectly(app, "manager")).headers);
    expect([answer.status, await answer.json()]).toEqual([200, { rows: expect.any(Array), hasMore: false }]);
  });
});

describe("a person of no group", () => {
  test("is refused after signing in at the identity provider, and told why", async () => {
    const before = await app.db.$count(users);
    const { page, context } = await openPage(browser, [app.url, new URL(app.oidc.issuer).origin]);
    await signIn(page, app.url, testUsers.outsider);
    await page.waitForURL(/\/sign-in\?error=AccessDenied/);
    expect(await page.getByRole("alert").first().textContent()).toContain("no access");
    await page.goto(`${app.url}${paths.tokens()}`);
    expect(new URL(page.url()).pathname).toBe(paths.signIn());
    expect((await context.cookies()).filter((cookie) => cookie.name.endsWith("session-token"))).toEqual([]);
    expect(await app.db.$count(users)).toBe(before);
    await context.close();
  });
});

describe("a sign-in", () => {
  test("leads back to the page that was asked for, and leaves no token in the database", async () => {
    const { page, context } = await openPage(browser, [app.url, new URL(app.oidc.issuer).origin]);
    await signIn(page, `${app.url}${paths.requestLog()}?status=failed`, testUsers.admin);
    await page.getByRole("heading", { name: "Request log" }).waitFor();
    const cookie = (await context.cookies()).find(({ name }) => name.endsWith("session-token"));
    const stored = (await app.db.select().from(sessions)).map(({ sessionToken }) => sessionToken);
    expect(stored).toContain(hashSessionToken(cookie?.value ?? ""));
    expect(stored).not.toContain(cookie?.value);
    await page
      .getByRole("button", { name: /sign out/i })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname === paths.signIn());
    expect(await app.db.select().from(sessions)).toHaveLength(stored.length - 1);
    await context.close();
  });
});

describe("forged headers of a proxy", () => {
  test("do not reach the request log", async () => {
    const answer = await get("/api/v1/token", { ...FORGED, authorization: `Bearer ${token.secret}` });
    expect(answer.status).toBe(200);
    const [row] = await apiRow(answer.headers.get("x-request-id"));
    expect(row?.ip).toMatch(LOOPBACK);
    expect(row?.answer).not.toMatch(FORGERIES);
    expect(await apiRow(FORGED_ID)).toEqual([]);
  });

  test("do not open a token that is bound to an address", async () => {
    const bound = await addToken(app.db, { allowedIps: ["203.0.113.7/32"] });
    const answer = await get("/api/v1/token", { ...FORGED, authorization: `Bearer ${bound.secret}` });
    expect([answer.status, (await answer.json()).code]).toEqual([403, "ip_not_allowed"]);
  });

  test("do not reach the audit log", async () => {
    const { headers } = await signInDirectly(app, "manager");
    const answer = await get(paths.tokensDownload(), { ...headers, ...FORGED });
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    const rows = await app.db.select().from(auditLog);
    expect(rows.at(-1)?.ip).toMatch(LOOPBACK);
    expect(JSON.stringify(rows)).not.toMatch(FORGERIES);
  });

  test("do not lead a sign-in or a redirect elsewhere", async () => {
    const redirect = await get(paths.tokens(), FORGED);
    expect(redirect.headers.get("location")).toBe(paths.signIn(paths.tokens()));
    const providers: Record<string, { callbackUrl: string }> = await (
      await get("/api/auth/providers", FORGED)
    ).json();
    for (const { callbackUrl } of Object.values(providers)) expect(callbackUrl).toContain(`${app.url}/`);
  });
});
