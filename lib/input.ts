import { z } from "zod";

/** Text that PostgreSQL can hold: no NUL and no lone surrogate, which it refuses. */
export function storableText(value: string): string {
  return value.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The first `max` characters of a text, none of them by half, as text that PostgreSQL can hold. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return storableText(text);
  // No character takes more than two units.
  return storableText([...text.slice(0, 2 * max)].slice(0, max).join(""));
}

/** An action on one thing that needs nothing but its id. */
export const idInput = z.object({ id: z.uuid() });
export type IdInput = z.output<typeof idInput>;

/** What the editor saw of a section of settings; absent when nothing. */
export const seenVersion = z.string().max(64).optional();

/**
 * What cannot be seen in a line: line breaks, control characters, format characters and letters without a shape; but not
 * the joiners and variation selectors, which emoji and some scripts need.
 */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}]|(?!\u200C|\u200D|\p{Variation_Selector})[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** A character that can be seen, by itself or with the one before it. */
const VISIBLE = /[^\s\u2800\p{Default_Ignorable_Code_Point}]/u;

/** Characters that turn the direction of the text around them. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/;

/** The same line however it was typed: in Unicode's form NFC, trimmed, with single spaces. */
function normalLine(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** A required line of text, of 1 to `max` characters, none of them a hidden one; it comes out in its normal form. */
export function requiredText(max: number) {
  const missing = "Fill this in.";
  const line = z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine(
      (text) => !HIDDEN.test(text),
      "Leave out what cannot be seen: line breaks and other control characters.",
    )
    .refine((text) => VISIBLE.test(text), missing);
  return z.string(missing).transform(normalLine).pipe(line);
}

/** An optional text, of several lines too: trimmed, up to `max` characters, none that turns direction; empty is null. */
export function optionalText(max: number) {
  return z
    .string()
    .transform(storableText)
    .pipe(
      z
        .string()
        .trim()
        .max(max, `Use at most ${max} characters.`)
        .refine((text) => !TURNING.test(text), "Leave out characters that turn the direction of the text."),
    )
    .optional()
    .transform((value) => (value ? value : null));
}

function instant(error: string) {
  return z.iso
    .datetime({ offset: true, error })
    .transform((value) => new Date(value))
    .refine(
      (value) => value.getUTCFullYear() >= 2000 && value.getUTCFullYear() <= 9999,
      "Choose a year from 2000 on.",
    );
}

/** A point in time as ISO 8601 text with its offset, between the years 2000 and 9999. */
export const requiredInstant = instant("Enter a date and a time.");

const orNull = (required: ReturnType<typeof instant>) =>
  required.optional().transform((value) => value ?? null);

/** The same, or nothing; empty is null. */
export const optionalInstant = orNull(requiredInstant);

/** The same in the query of an address, where a + that is not encoded comes as a space. */
export const instantInQuery = orNull(
  instant("Give a time such as 2026-11-01T00:00:00Z; with an offset, write its + as %2B."),
);

/** The id of such a thing as the database writes it, in lower case, or nothing. */
export function optionalId(what: string) {
  return z
    .uuid({ error: `Give the id of a ${what}.` })
    .toLowerCase()
    .optional();
}

/** One of the choices, or nothing. */
export function optionalChoice<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, { error: `Choose one of ${choices.join(", ")}.` }).optional();
}

/** Message per field of a failed parse, the first one where a field has several. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const fields = new Map<string, string>();
  for (const issue of error.issues) {
    const isUnknown = issue.code === "unrecognized_keys";
    for (const name of isUnknown ? issue.keys : [issue.path.join(".") || "form"])
      if (!fields.has(name)) fields.set(name, isUnknown ? "There is no such parameter." : issue.message);
  }
  return Object.fromEntries(fields);
}
