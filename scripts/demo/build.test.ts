import { readdirSync } from "node:fs";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { listSources } from "@/scripts/demo/build";
import { ENTRY_POINTS } from "@/scripts/entry-points";

/** Root files of tools that no build reads. */
const OF_TOOLS = ["drizzle.config.ts", "next-env.d.ts", "vitest.config.ts"];

test("a build is of every file that the bundles are made of", async () => {
  const { metafile } = await build({
    entryPoints: [...Object.values(ENTRY_POINTS), "scripts/build.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outdir: "unwritten",
    write: false,
    metafile: true,
  });
  const bundled = Object.keys(metafile.inputs);
  expect(bundled.length).toBeGreaterThan(100);
  const sources = new Set(await listSources());
  expect(bundled.filter((path) => !sources.has(path))).toEqual([]);
});

test("a build is of the root's source files", async () => {
  const sources = new Set(await listSources());
  const root = readdirSync(".").filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !OF_TOOLS.includes(name));
  expect(root).toContain("server.ts");
  expect(root.filter((name) => !sources.has(name))).toEqual([]);
});
