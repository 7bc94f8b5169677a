import { build } from "esbuild";

/** Bundles the entry points that run outside Next.js: the server, the worker and the migration. */
await build({
  entryPoints: {
    server: "server.ts",
    worker: "scripts/worker.ts",
    migrate: "scripts/migrate.ts",
  },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  packages: "external",
  // `server-only` throws outside Next.js; these bundles are server code by construction.
  plugins: [
    {
      name: "server-only",
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "empty" }));
        onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
      },
    },
  ],
  sourcemap: true,
  logLevel: "warning",
});
