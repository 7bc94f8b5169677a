import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";

const MAX_LINES = 300;
const GENERATED = "tests/client/api.d.ts";

function sourceFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  return listed
    .split("\n")
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .filter((path) => path !== GENERATED);
}

/** Lints a file of that name and content, which is gone afterwards, and returns the rules that fired. */
function rulesFiredBy(path: string, content: string): string[] {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  try {
    const { stdout } = spawnSync("biome", ["lint", "--reporter=json", path], { encoding: "utf8" });
    const report = JSON.parse(stdout) as { diagnostics: { category: string }[] };
    return report.diagnostics.map((diagnostic) => diagnostic.category);
  } finally {
    rmSync(path);
  }
}

test(`no source file has more than ${MAX_LINES} lines`, () => {
  const long = sourceFiles().filter((path) => readFileSync(path, "utf8").split("\n").length > MAX_LINES + 1);
  expect(long).toEqual([]);
});

test("no source file escapes the type checker or skips a test", () => {
  const escapes =
    /\bas any\b|@ts-(?:ignore|expect-error|nocheck)|\b(?:it|test|describe)\.(?:skip|only|todo)\b/;
  const found = sourceFiles()
    .filter((path) => path !== "tests/architecture.test.ts")
    .filter((path) => escapes.test(readFileSync(path, "utf8")));
  expect(found).toEqual([]);
});

test.each([
  ["db/zz-probe.ts", 'import { env } from "@/lib/env";\nconsole.log(env);\n'],
  ["db/zz-probe.ts", 'import { env } from "../lib/env";\nconsole.log(env);\n'],
  ["lib/zz-probe.ts", 'import { Button } from "@/components/ui/button";\nconsole.log(Button);\n'],
  ["lib/zz-probe/deep.ts", 'import { users } from "../../db/schema/users";\nconsole.log(users);\n'],
  ["components/zz-probe.tsx", 'import { users } from "@/db/schema/users";\nconsole.log(users);\n'],
  [
    "components/zz-probe.tsx",
    'import { getToken } from "@/lib/api-tokens/queries";\nconsole.log(getToken);\n',
  ],
  [
    "components/zz-probe.tsx",
    'import { createToken } from "@/lib/api-tokens/commands";\nconsole.log(createToken);\n',
  ],
  [
    "components/zz-probe.tsx",
    'import { listTokens } from "@/lib/api-tokens/list-queries";\nconsole.log(listTokens);\n',
  ],
  [
    "components/zz-probe.tsx",
    'import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";\nconsole.log(deleteTokens);\n',
  ],
  ["components/zz-probe.tsx", 'import { routes } from "@/app/api/routes";\nconsole.log(routes);\n'],
  ["components/zz-probe.tsx", 'import Link from "next/link";\nconsole.log(Link);\n'],
  ["app/zz-probe.tsx", 'import Link from "next/link";\nconsole.log(Link);\n'],
  ["app/zz-probe.ts", 'import { users } from "@/db/schema/users";\nconsole.log(users);\n'],
  ["app/zz-probe.ts", 'import { sql } from "drizzle-orm";\nconsole.log(sql);\n'],
  ["app/api/v1/zz-probe/route.ts", 'import { headers } from "next/headers";\nconsole.log(headers);\n'],
])("in %s the linter refuses %j", (path, content) => {
  expect(rulesFiredBy(path, content)).toContain("lint/style/noRestrictedImports");
});

test.each([
  ["lib/zz-probe.ts", 'import { users } from "@/db/schema/users";\nconsole.log(users);\n'],
  ["components/zz-probe.tsx", 'import { cn } from "@/lib/utils";\nconsole.log(cn);\n'],
  ["app/zz-probe.ts", 'import { getToken } from "@/lib/api-tokens/queries";\nconsole.log(getToken);\n'],
])("in %s the linter lets %j pass", (path, content) => {
  expect(rulesFiredBy(path, content)).not.toContain("lint/style/noRestrictedImports");
});

test("only lib/env.ts reads the environment in the product", () => {
  const readers = sourceFiles()
    .filter((path) => /^(app|components|db|lib|proxy\.ts|server\.ts)/.test(path))
    .filter((path) => !path.endsWith(".test.ts"))
    .filter((path) => readFileSync(path, "utf8").includes("process.env"));
  expect(readers).toEqual(["lib/env.ts"]);
});

test("components take nothing of a schema but its types, or every page would bring the parser along", () => {
  const values = /import (?!type )\{([^}]*)\} from "@\/lib\/(?:[\w/-]*schema|[\w/-]*-params|input)"/g;
  const found = sourceFiles()
    .filter((path) => path.startsWith("components/") && !path.includes(".test."))
    .filter((path) => {
      const imported = [...readFileSync(path, "utf8").matchAll(values)].flatMap(([, names = ""]) =>
        names.split(","),
      );
      return imported.some((name) => name.trim() !== "" && !name.trim().startsWith("type "));
    });
  expect(found).toEqual([]);
});
