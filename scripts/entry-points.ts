/** What is bundled to run outside Next.js, by the names of the bundles: the server, the worker and the commands. */
export const ENTRY_POINTS = {
  server: "server.ts",
  worker: "scripts/worker.ts",
  migrate: "scripts/migrate.ts",
  "rotate-keys": "scripts/rotate-keys.ts",
  "api-docs": "scripts/api-docs.tsx",
};
