import { pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { ENTRY_POINTS } from "@/scripts/entry-points";

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

await build({ ...options, entryPoints: ENTRY_POINTS });

/** Run at once: it leaves the API's reference as a file beside them. */
await import(pathToFileURL("dist/api-docs.mjs").href);
