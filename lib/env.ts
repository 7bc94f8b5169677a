import { z } from "zod";
import { once } from "@/db/registry";
import { parseCidr } from "./api-tokens/allowed-ips";

const DEVELOPMENT_CLIENT_ID = "witiop-development";

const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );

const onOff = (fallback: "on" | "off") =>
  z
    .enum(["on", "off"])
    .default(fallback)
    .transform((value) => value === "on");

const secret = z.string().min(32, "must have at least 32 characters");

function isEncryptionKey(value: string): boolean {
  return Buffer.from(value, "base64").length === 32;
}

const settings = z.object({
  DEPLOYMENT: z.enum(["production", "development"]).default("production"),
  APP_URL: z.url().transform((url) => new URL(url).origin),
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  RATE_LIMITS: z.enum(["shared", "process"]).default("shared"),
  UNKNOWN_TOKEN_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(60),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(16),
  DATABASE_PREPARE: onOff("on"),
  AUTH_SECRET: secret,
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  OIDC_NAME: z.string().default("single sign-on"),
  OIDC_GROUPS_CLAIM: z.string().default("groups"),
  OIDC_ADMIN_GROUPS: list,
  OIDC_MANAGER_GROUPS: list,
  ENCRYPTION_KEY: z.string().refine(isEncryptionKey, "must be 32 bytes in base64"),
  ENCRYPTION_KEY_PREVIOUS: list.refine(
    (keys) => keys.every(isEncryptionKey),
    "must be keys of 32 bytes in base64, separated by commas",
  ),
  WHATSAPP_APP_SECRET: z.string().min(16, "must have at least 16 characters"),
  WHATSAPP_VERIFY_TOKEN: z.string().min(8, "must have at least 8 characters"),
  JOBS_SECRET: secret,
  METRICS_SECRET: secret.optional(),
  STOP_DELAY_SECONDS: z.coerce.number().int().min(0).max(15).default(3),
  WORKER: onOff("on"),
  REQUEST_LOG_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  EVENT_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(30),
  CALLBACK_ALLOWED_NETWORKS: list.transform((networks, context) =>
    networks.map((network) => {
      const range = parseCidr(network);
      if (range === null)
        context.addIssue({ code: "custom", message: `has "${network}", which is no CIDR range` });
      return range ?? network;
    }),
  ),
  CALLBACK_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(128),
});

export type Env = z.output<typeof settings>;

/** The keys of an installation: first the one that seals, then those that only open what they sealed before. */
export function encryptionKeys(
  settings: Pick<Env, "ENCRYPTION_KEY" | "ENCRYPTION_KEY_PREVIOUS">,
): [string, ...string[]] {
  return [settings.ENCRYPTION_KEY, ...settings.ENCRYPTION_KEY_PREVIOUS];
}

/** The names of all settings, in the order of `.env.example`. */
export const SETTING_NAMES = Object.keys(settings.shape);

function productionFaults(env: Env): string[] {
  if (env.DEPLOYMENT !== "production") return [];
  const faults: string[] = [];
  if (!env.APP_URL.startsWith("https://")) faults.push("APP_URL must begin with https://");
  if (!env.OIDC_ISSUER.startsWith("https://")) faults.push("OIDC_ISSUER must begin with https://");
  if (env.OIDC_CLIENT_ID === DEVELOPMENT_CLIENT_ID)
    faults.push("OIDC_CLIENT_ID is that of the development identity provider; use your own");
  if (env.OIDC_ADMIN_GROUPS.length === 0)
    faults.push("OIDC_ADMIN_GROUPS must name at least one group, or nobody could be an admin");
  return faults;
}

/** What is wrong with a setting, going on from its name; undefined leaves the words to the library. */
function faultWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return "is missing";
  if (issue.code === "invalid_type") return "must be a whole number";
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return issue.code === "invalid_format" ? "must be a whole address, as https://example.com" : undefined;
}

/**
 * Reads and checks settings. Throws one Error that names every setting that is missing or weak; a production
 * deployment is held to HTTPS and to an identity provider of its own.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, source[name] === "" ? undefined : source[name]]),
  );
  const parsed = settings.safeParse(given, { error: faultWords });
  const faults = parsed.success
    ? productionFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  if (!parsed.success || faults.length > 0)
    throw new Error(
      `The settings are not usable:\n${faults.map((fault) => `  - ${fault}`).join("\n")}\nSee .env.example.`,
    );
  return parsed.data;
}

/** The settings of this process, read once from its environment. */
export function env(): Env {
  return once("env", () => parseEnv(process.env));
}

/** True under `npm run dev`, where React and Next.js want what a strict policy forbids. */
export function isDevServer(): boolean {
  return process.env.NODE_ENV === "development";
}
