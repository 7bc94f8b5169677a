import { pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";

const options: BuildOptions = {
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
};

/** Bundles the entry points that run outside Next.js: the server, the worker and the commands. */
await build({
  ...options,
  entryPoints: {
    server: "server.ts",
    worker: "scripts/worker.ts",
    migrate: "scripts/migrate.ts",
    "rotate-keys": "scripts/rotate-keys.ts",
    "api-docs": "scripts/api-docs.tsx",
  },
});

/** The last one is run at once: it leaves the API's reference as a file beside them. */
await import(pathToFileURL("dist/api-docs.mjs").href);
