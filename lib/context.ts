import "server-only";
import type { Database, Executor } from "@/db/client";
import type { Role } from "@/db/constants";
import { AppError } from "./errors";

/** Who acts: a person in the browser, or the product itself. */
export type Actor =
  | { type: "user"; id: string; role: Role; name: string; email: string }
  | { type: "system"; name: string };

/** What every query and command is given first. */
export type Context = {
  actor: Actor;
  db: Database;
  requestId: string | null;
  ip: string | null;
};

/** Inside a transaction, as `within`: the same, with `tx` in place of the pool. */
export type TransactionContext = Omit<Context, "db"> & { tx: Executor };

/** The context of work that no person asked for. */
export function systemContext(db: Database, name: string): Context {
  return { actor: { type: "system", name }, db, requestId: null, ip: null };
}

/** What a person may do in the browser: managers read, admins also write. */
export type Right = "read" | "write";

/** Lets the actor pass or throws `forbidden`; the product itself may do everything. */
export function requireRight(ctx: Pick<Context, "actor">, right: Right): void {
  if (right === "read" || canWrite(ctx)) return;
  throw new AppError("forbidden", "Your role may look but not change anything. Ask an admin.");
}

/** True when the actor may change things: what pages ask before they show a button. */
export function canWrite({ actor }: Pick<Context, "actor">): boolean {
  return actor.type === "system" || actor.role === "admin";
}

/** Runs `work` in one transaction; it commits when `work` resolves and rolls back when it throws. */
export async function withTransaction<T>(
  ctx: Context,
  work: (within: TransactionContext) => Promise<T>,
): Promise<T> {
  const { db, ...rest } = ctx;
  return db.transaction((tx) => work({ ...rest, tx }));
}
