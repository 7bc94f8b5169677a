import { randomBytes } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import { v7 as uuidv7 } from "uuid";
import type { Role } from "@/db/constants";
import { sessions, users } from "@/db/schema/users";
import { hashSessionToken } from "@/lib/auth/session-hash";
import type { RunningApp } from "./app";

/** Auth.js' name of the session cookie over plain HTTP. */
const SESSION_COOKIE = "authjs.session-token";
const SESSION_MS = 3_600_000;

/** Somebody who is signed in: the row, and the headers that a browser of theirs would send. */
export type SignedIn = { userId: string; headers: { cookie: string } };

/** Signs a new user of that role in without the identity provider, by the rows that a sign-in would have left. */
export async function signInDirectly(
  { db }: Pick<RunningApp, "db">,
  role: Role,
  name = `Some ${role}`,
): Promise<SignedIn> {
  const userId = uuidv7();
  const sessionToken = randomBytes(32).toString("hex");
  await db.insert(users).values({ id: userId, role, name, email: `${role}@example.com` });
  await db.insert(sessions).values({
    sessionToken: hashSessionToken(sessionToken),
    userId,
    expires: new Date(Date.now() + SESSION_MS),
  });
  return { userId, headers: { cookie: `${SESSION_COOKIE}=${sessionToken}` } };
}

/** Signs a new user of that role in for a browser profile. */
export async function giveSession(
  app: Pick<RunningApp, "db" | "url">,
  context: BrowserContext,
  role: Role,
  name?: string,
): Promise<SignedIn> {
  const signedIn = await signInDirectly(app, role, name);
  const value = signedIn.headers.cookie.split("=", 2)[1] ?? "";
  await context.addCookies([{ name: SESSION_COOKIE, value, url: app.url, httpOnly: true, sameSite: "Lax" }]);
  return signedIn;
}
