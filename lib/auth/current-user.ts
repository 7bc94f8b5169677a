import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Context, canWrite, type Right, requireRight } from "../context";
import { database } from "../database";
import { env } from "../env";
import { AppError } from "../errors";
import { clientIp, requestId } from "../http/trusted-headers";
import { paths } from "../paths";
import { auth } from "./auth";

type UserActor = Extract<Actor, { type: "user" }>;

/** Who is signed in, or null; a disabled user counts as nobody. Read once per request. */
export const findCurrentUser = cache(async (): Promise<UserActor | null> => {
  const user = (await auth())?.user;
  if (!user?.id || !user.role || user.disabledAt) return null;
  return {
    type: "user",
    id: user.id,
    role: user.role,
    name: user.name ?? "",
    email: user.email ?? "",
  };
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

/** The context of a page: sends nobody to the sign-in page; for who lacks the right the page is not there. */
export async function pageContext(right: Right = "read"): Promise<Context> {
  const actor = await findCurrentUser();
  if (!actor) redirect(paths.signIn());
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
