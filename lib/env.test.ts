import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv, SETTING_NAMES } from "./env";

const production = {
  APP_URL: "https://api.example.com",
  DATABASE_URL: "postgres://localhost/witiop",
  AUTH_SECRET: "a".repeat(32),
  OIDC_ISSUER: "https://login.example.com",
  OIDC_CLIENT_ID: "witiop",
  OIDC_CLIENT_SECRET: "secret",
  OIDC_ADMIN_GROUPS: "admins, owners",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  WHATSAPP_APP_SECRET: "b".repeat(16),
  WHATSAPP_VERIFY_TOKEN: "c".repeat(8),
  JOBS_SECRET: "d".repeat(32),
};

test("the example names every setting, once and in order", () => {
  const example = readFileSync(".env.example", "utf8");
  const names = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(names).toEqual(SETTING_NAMES);
});

test("usable settings are read with their defaults", () => {
  const env = parseEnv(production);
  expect(env.PORT).toBe(3000);
  expect(env.WORKER).toBe(true);
  expect(env.METRICS_SECRET).toBeUndefined();
  expect(env.STOP_DELAY_SECONDS).toBe(3);
  expect(env.OIDC_ADMIN_GROUPS).toEqual(["admins", "owners"]);
});

test.each([
  ["AUTH_SECRET", "short"],
  ["AUTH_SECRET", undefined],
  ["ENCRYPTION_KEY", "bm90IDMyIGJ5dGVz"],
  ["ENCRYPTION_KEY_PREVIOUS", `${Buffer.alloc(32, 8).toString("base64")},bm90IDMyIGJ5dGVz`],
  ["DATABASE_URL", "mysql://localhost/witiop"],
  ["APP_URL", "http://api.example.com"],
  ["OIDC_ISSUER", "http://login.example.com"],
  ["OIDC_CLIENT_ID", "witiop-development"],
  ["OIDC_ADMIN_GROUPS", ""],
  ["METRICS_SECRET", "short"],
  ["STOP_DELAY_SECONDS", "16"],
  ["CALLBACK_ALLOWED_NETWORKS", "10.0.0.0/8, intranet"],
])("production refuses %s=%s and names it", (name, value) => {
  expect(() => parseEnv({ ...production, [name]: value })).toThrow(name);
});

test.each([
  ["ENCRYPTION_KEY", undefined, "is missing"],
  ["ENCRYPTION_KEY", "", "is missing"],
  ["APP_URL", "api.example.com", "must be a whole address"],
  ["PORT", "x", "must be a whole number"],
  ["PORT", "70000", "must be at most 65535"],
  ["DATABASE_POOL_MAX", "1", "must be at least 2"],
  ["WORKER", "yes", "must be one of on, off"],
  ["AUTH_SECRET", "short", "must have at least 32 characters"],
])("%s=%s %s", (name, value, words) => {
  expect(() => parseEnv({ ...production, [name]: value })).toThrow(`${name} ${words}`);
});
