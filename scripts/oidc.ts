import { readFile } from "node:fs/promises";
import { z } from "zod";
import { startOidcServer } from "@/scripts/services/oidc-server";

const config = z.object({
  port: z.int().min(0).max(65_535).default(4400),
  issuer: z.url().optional(),
  host: z.string().optional(),
  jwksFile: z.string().optional(),
  showAccounts: z.boolean().optional(),
  clients: z.array(
    z.object({
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
      redirectUris: z.array(z.url()).min(1),
      postLogoutRedirectUris: z.array(z.url()).optional(),
    }),
  ),
  users: z.array(
    z.object({
      email: z.email(),
      name: z.string(),
      password: z.string().min(1),
      groups: z.array(z.string()),
    }),
  ),
});

const { OIDC_PORT, OIDC_USERS_FILE, NODE_ENV } = process.env;
const path = process.argv[2] ?? OIDC_USERS_FILE;
if (path === undefined) {
  console.error("Usage: oidc.ts <config.json>   (or OIDC_USERS_FILE; OIDC_PORT overrides its port)");
  process.exit(2);
}
const parsed = config.safeParse(JSON.parse(await readFile(path, "utf8")));
if (!parsed.success) {
  console.error(`${path} is not valid:\n${z.prettifyError(parsed.error)}`);
  process.exit(2);
}
const { port, showAccounts = NODE_ENV !== "production", ...rest } = parsed.data;
const server = await startOidcServer({ ...rest, showAccounts, port: OIDC_PORT ? Number(OIDC_PORT) : port });
console.log(`Development identity provider ready at ${server.issuer}`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void server.close().then(() => process.exit(0));
  });
}
