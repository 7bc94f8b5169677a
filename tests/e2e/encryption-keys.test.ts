import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encrypt, keyId } from "@/lib/encryption";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";

const fresh = randomBytes(32).toString("base64");

let app: RunningApp;
let key: string;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  key = app.env.ENCRYPTION_KEY ?? "";
  await addToken(app.db, { signingSecret: encrypt(createSigningSecret(), key) });
  await app.terminate();
});

afterAll(() => app?.stop());

/** Runs a built command with the settings of the application, and answers what it wrote. */
async function run(file: string): Promise<{ code: number | null; written: string }> {
  const child = spawn(process.execPath, [file], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...app.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: child.exitCode, written: out + err };
}

test("server and worker do not start without a key that is needed, and name it", async () => {
  app.env.ENCRYPTION_KEY = fresh;
  for (const file of ["dist/server.mjs", "dist/worker.mjs", "dist/rotate-keys.mjs"]) {
    const { code, written } = await run(file);
    expect(code, file).toBe(1);
    expect(written).toContain(`which is not set here: ${keyId(key)}`);
    expect(written).not.toContain(fresh);
  }
});

test("a server with both keys starts, and after rotate-keys one without the former key does", async () => {
  app.env.ENCRYPTION_KEY_PREVIOUS = key;
  await app.restart();
  const { code, written } = await run("dist/rotate-keys.mjs");
  expect(written).toContain("The signing secrets of 1 token were encrypted");
  expect(code).toBe(0);
  expect((await fetch(`${app.url}/api/ready`)).ok).toBe(true);
  await app.terminate();
  app.env.ENCRYPTION_KEY_PREVIOUS = "";
  await app.restart();
});
