import { mergeConfig } from "vitest/config";
import base from "../../vitest.config";

/** Faults take minutes and the whole machine, so they are made only when asked for. */
const config = mergeConfig(base, {
  test: { testTimeout: 1_800_000, maxWorkers: 1, fileParallelism: false, disableConsoleIntercept: true },
});
config.test.include = ["tests/faults/**/*.fault.ts"];

export default config;
