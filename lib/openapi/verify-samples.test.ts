import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createSigningSecret, signingKey } from "../signing-secrets/secret";
import { signatureHeaders } from "../signing-secrets/sign";
import { VERIFY_SAMPLES } from "./verify-samples";

/** Calls the sample with what stands in the environment and prints the id, whether it is a test, and the event's type. */
const PROGRAMS = {
  JavaScript: {
    file: "verify.mjs",
    command: [process.execPath],
    call: `
const { SECRET, HEADERS, BODY } = process.env;
const { id, isTest, event } = readCallback(SECRET, JSON.parse(HEADERS), Buffer.from(BODY, "base64"));
console.log(JSON.stringify([id, isTest, event.type]));`,
  },
  Python: {
    file: "verify.py",
    command: ["python3"],
    call: `
import os
env = os.environ
read = read_callback(env["SECRET"], json.loads(env["HEADERS"]), base64.b64decode(env["BODY"]))
print(json.dumps([read["id"], read["is_test"], read["event"]["type"]]))`,
  },
  PHP: {
    file: "verify.php",
    command: ["php"],
    call: `
$read = read_callback(getenv("SECRET"), json_decode(getenv("HEADERS"), true), base64_decode(getenv("BODY")));
echo json_encode([$read["id"], $read["is_test"], $read["event"]["type"]]);`,
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

const ID = "019a3f00-1c2d-7000-8000-000000000001";

type Signed = {
  secrets?: string[];
  timestamp?: Date;
  sent?: string;
  /** In place of those that were signed; undefined for one that is missing. */
  headers?: Record<string, string | undefined>;
};

test("those that everybody can run are run here", () => {
  expect(RUNNABLE.map(({ language }) => language)).toContain("JavaScript");
});

describe.each(RUNNABLE)("the check in $language", ({ language, code }) => {
  const { file, command, call } = PROGRAMS[language];
  writeFileSync(join(folder, file), `${code}\n${call}\n`);

  function run({ secrets = [secret], timestamp = new Date(), sent = body, headers = {} }: Signed) {
    const signed = signatureHeaders({
      id: ID,
      timestamp,
      body,
      keys: secrets.map(signingKey),
    });
    const env = {
      ...process.env,
      SECRET: secret,
      HEADERS: JSON.stringify({ ...signed, ...headers }),
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
    expect([status, stderr, JSON.parse(stdout)]).toEqual([0, "", [ID, false, "message.received"]]);
  });

  test("tells a test from a callback", () => {
    const { stdout } = run({ headers: { "webhook-test": "true" } });
    expect(JSON.parse(stdout)).toEqual([ID, true, "message.received"]);
  });

  test.each<[string, Signed]>([
    ["signed with another", { secrets: [other] }],
    ["changed under way", { sent: `${body} ` }],
    ["old", { timestamp: new Date(Date.now() - 360_000) }],
    ["of the future", { timestamp: new Date(Date.now() + 360_000) }],
    ["without a signature", { headers: { "webhook-signature": undefined } }],
    ["without an id", { headers: { "webhook-id": undefined } }],
    ["without a time", { headers: { "webhook-timestamp": undefined } }],
    ["of no time", { headers: { "webhook-timestamp": "now" } }],
    ["signed with other signs", { headers: { "webhook-signature": "v1,è v1 v1a, " } }],
  ])("refuses what is %s", (_, signed) => {
    const { status, stdout, stderr } = run(signed);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain("This callback is not ours, or not of now.");
  });
});
