import { mergeConfig } from "vitest/config";
import base from "../vitest.config";

/** Benches are started like tests, for they need the same real parts, but one after the other and only when asked for. */
const config = mergeConfig(base, {
  test: {
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
config.test.include = ["bench/**/*.bench.ts"];

export default config;
