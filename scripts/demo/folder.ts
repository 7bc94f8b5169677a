import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Where a demonstration keeps everything: `DATA_DIR`, or `.data` in the project. */
const dataDir = resolve(process.env.DATA_DIR || ".data");

/** The files of a demonstration. */
export const files = {
  postgres: join(dataDir, "postgres"),
  secrets: join(dataDir, "demo-secrets.json"),
  summary: join(dataDir, "demo.json"),
  lock: join(dataDir, "demo.lock"),
  buildHash: join(dataDir, "build-hash"),
  oidcConfig: join(dataDir, "oidc.json"),
  oidcKeys: join(dataDir, "oidc-jwks.json"),
  signingSecrets: join(dataDir, "signing-secrets.txt"),
  message: join(dataDir, "whatsapp-message.json"),
  received: join(dataDir, "logs", "received.ndjson"),
  logs: join(dataDir, "logs"),
  log: (name: string) => join(dataDir, "logs", `${name.replaceAll(" ", "-")}.log`),
};

/** Creates the folder and that of the logs. */
export async function makeFolders(): Promise<void> {
  await mkdir(join(dataDir, "logs"), { recursive: true });
}

/** Replaces a file in one step, readable by its owner only. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode: 0o600, flag: "wx" });
  await rename(draft, path);
}

/** Reads a JSON file; null when it is not there or was left half-written. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch(() => "");
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
