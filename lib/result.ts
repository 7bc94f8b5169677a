import type { ErrorCode } from "./errors";

/** What a server action answers: data, or a refusal that a form can show at its fields. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string; fields?: Record<string, string> } };
