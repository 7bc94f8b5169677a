import type { ErrorCode } from "./errors";

/** What a server action answers: data, or a refusal that a form can show at its fields. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string; fields?: Record<string, string> } };

/** What a save of one section answers: the fields that it changed, and the section's version after it. */
export type SectionSaved = { changed: string[]; version: string };
