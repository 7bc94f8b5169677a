import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { signatureHeaders } from "../callbacks/sign";
import { createSigningSecret, signingKey } from "../callbacks/signing-secret";
import { VERIFY_SAMPLES } from "./verify-samples";

/** Calls the sample with what stands in the environment and prints the type of the event. */
const PROGRAMS = {
  JavaScript: {
    file: "verify.mjs",
    command: [process.execPath],
    call: `
const { SECRET, HEADERS, BODY } = process.env;
console.log(readCallback(SECRET, JSON.parse(HEADERS), Buffer.from(BODY, "base64")).type);`,
  },
  Python: {
    file: "verify.py",
    command: ["python3"],
    call: `
import os
env = os.environ
print(read_callback(env["SECRET"], json.loads(env["HEADERS"]), base64.b64decode(env["BODY"]))["type"])`,
  },
  PHP: {
    file: "verify.php",
    command: ["php"],
    call: `
echo read_callback(getenv("SECRET"), json_decode(getenv("HEADERS"), true), base64_decode(getenv("BODY")))["type"];`,
  },
};

const RUNNABLE = VERIFY_SAMPLES.filter(
  ({ language }) => spawnSync(PROGRAMS[language].command[0] ?? "", ["--version"]).status === 0,
);

const folder = mkdtempSync(join(tmpdir(), "verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

const body = JSON.stringify({ type: "message.received", data: { text: "Perché no? 🛵" } });
const secret = createSigningSecret();
const other = createSigningSecret();

type Signed = { secrets?: string[]; timestamp?: Date; sent?: string };

test("those that everybody can run are run here", () => {
  expect(RUNNABLE.map(({ language }) => language)).toContain("JavaScript");
});

describe.each(RUNNABLE)("the check in $language", ({ language, code }) => {
  const { file, command, call } = PROGRAMS[language];
  writeFileSync(join(folder, file), `${code}\n${call}\n`);

  function run({ secrets = [secret], timestamp = new Date(), sent = body }: Signed) {
    const headers = signatureHeaders({
      id: "019a3f00-1c2d-7000-8000-000000000001",
      timestamp,
      body,
      keys: secrets.map(signingKey),
    });
    const env = {
      ...process.env,
      SECRET: secret,
      HEADERS: JSON.stringify(headers),
      BODY: Buffer.from(sent).toString("base64"),
    };
    const [program = "", ...args] = command;
    return spawnSync(program, [...args, join(folder, file)], { env, encoding: "utf8" });
  }

  test.each<[string, Signed]>([
    ["signed with the secret", {}],
    ["signed with two during a rotation", { secrets: [other, secret] }],
    ["signed four minutes ago", { timestamp: new Date(Date.now() - 240_000) }],
  ])("takes what is %s", (_, signed) => {
    const { status, stdout, stderr } = run(signed);
    expect([status, stdout.trim(), stderr]).toEqual([0, "message.received", ""]);
  });

  test.each<[string, Signed]>([
    ["signed with another", { secrets: [other] }],
    ["changed under way", { sent: `${body} ` }],
    ["old", { timestamp: new Date(Date.now() - 360_000) }],
    ["of the future", { timestamp: new Date(Date.now() + 360_000) }],
  ])("refuses what is %s", (_, signed) => {
    const { status, stdout, stderr } = run(signed);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toMatch(/This callback is not/);
  });
});
