import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { z } from "zod";
import { files, readJson, writePrivately } from "@/scripts/demo/folder";

const text = z.string().min(1);

const schema = z.object({
  authSecret: text,
  encryptionKey: text,
  actionsKey: text,
  oidcClientSecret: text,
  whatsappAppSecret: text,
  whatsappVerifyToken: text,
  jobsSecret: text,
  passwords: z.object({ ada: text, max: text, nora: text }),
  /** Known once the database is seeded. */
  demoToken: z.object({ id: z.uuid(), secret: text }).optional(),
});

/** What a demonstration keeps secret, made by itself at its first start. */
export type DemoSecrets = z.output<typeof schema>;

const random = (bytes: number) => randomBytes(bytes).toString("base64url");

function newSecrets(): DemoSecrets {
  return {
    authSecret: random(32),
    encryptionKey: randomBytes(32).toString("base64"),
    actionsKey: randomBytes(32).toString("base64"),
    oidcClientSecret: random(32),
    whatsappAppSecret: randomBytes(16).toString("hex"),
    whatsappVerifyToken: random(12),
    jobsSecret: random(32),
    passwords: { ada: `ada-${random(6)}`, max: `max-${random(6)}`, nora: `nora-${random(6)}` },
  };
}

function unusable(why: string, command: string): Error {
  return new Error(
    `${why} Nothing was changed. Put the right file back, or begin anew with an empty database: ${command} -- --reset`,
  );
}

/**
 * The secrets of an earlier start, or at the first one new ones that are on disk before they are used. Throws when
 * those of an earlier start are missing or cannot be used, for its data rest on them; `command` is what starts anew.
 */
export async function loadSecrets(command: string): Promise<DemoSecrets> {
  if (existsSync(files.secrets)) {
    const { data, error } = schema.safeParse(await readJson(files.secrets));
    if (data) return data;
    const fields = error.issues.map(({ path }) => path.join(".")).filter(Boolean);
    const what = fields.length > 0 ? fields.join(", ") : "no secrets at all";
    throw unusable(`${files.secrets} cannot be used (missing or wrong: ${what}).`, command);
  }
  if (existsSync(files.postgres))
    throw unusable(`There is a database in ${files.postgres}, but ${files.secrets} is missing.`, command);
  const made = newSecrets();
  await saveSecrets(made);
  return made;
}

export async function saveSecrets(secrets: DemoSecrets): Promise<void> {
  await writePrivately(files.secrets, `${JSON.stringify(secrets, null, 2)}\n`);
}

/** Forgets all but the key that the build rests on. */
export async function renewSecrets(): Promise<void> {
  const known = schema.safeParse(await readJson(files.secrets)).data;
  await saveSecrets({ ...newSecrets(), ...(known && { actionsKey: known.actionsKey }) });
}
