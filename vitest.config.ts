import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      // It throws outside Next.js by design.
      { find: /^server-only$/, replacement: `${root}tests/support/empty.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    include: ["{app,components,db,lib,scripts,tests}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/postgres.ts"],
    reporters: ["default", "./tests/support/summary-reporter.ts"],
    testTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 150_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
