import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Context, canWrite, type Right, requireRight } from "../context";
import { database } from "../database";
import { env } from "../env";
import { AppError } from "../errors";
import { clientIp, requestId } from "../http/trusted-headers";
import { paths } from "../paths";
import { findSessionUser } from "./queries";
import { PAGE_PATH_HEADER } from "./return-path";

type UserActor = Extract<Actor, { type: "user" }>;

/** Auth.js' names for the session cookie, over HTTPS and over HTTP. */
const SESSION_COOKIES = ["__Secure-authjs.session-token", "authjs.session-token"];

/** Who is signed in, or null; a disabled user counts as nobody. Read once per request, always from the database. */
export const findCurrentUser = cache(async (): Promise<UserActor | null> => {
  const jar = await cookies();
  const token = SESSION_COOKIES.map((name) => jar.get(name)?.value).find((value) => value !== undefined);
  if (token === undefined) return null;
  const user = await findSessionUser(database(), token);
  return user && { type: "user", ...user };
});

async function contextOf(actor: UserActor): Promise<Context> {
  const given = await headers();
  return {
    actor,
    db: database(),
    requestId: requestId(given),
    ip: clientIp(given, env().TRUSTED_PROXY_HOPS),
  };
}

/** Sends somebody who is not signed in to the sign-in page, which leads back to the page that was asked for. */
export async function sendToSignIn(): Promise<never> {
  redirect(paths.signIn((await headers()).get(PAGE_PATH_HEADER)));
}

/** The context of a page: sends nobody to the sign-in page; for who lacks the right the page is not there. */
export async function pageContext(right: Right = "read"): Promise<Context> {
  const actor = await findCurrentUser();
  if (!actor) return sendToSignIn();
  if (right === "write" && !canWrite({ actor })) notFound();
  return contextOf(actor);
}

/** The context of a server action or download; throws `unauthenticated` or `forbidden`. */
export async function requestContext(right: Right): Promise<Context> {
  const actor = await findCurrentUser();
  if (!actor) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
  requireRight({ actor }, right);
  return contextOf(actor);
}
