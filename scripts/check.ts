import { spawnSync } from "node:child_process";

const STEPS = [
  ["biome", "check", "--error-on-warnings"],
  ["next", "typegen"],
  ["tsc", "--noEmit"],
  ["knip"],
] as const;

/** Runs every static check, all of them even after a failure, and fails when one did. */
const failed = STEPS.filter(([command, ...args]) => {
  console.log(`› ${[command, ...args].join(" ")}`);
  return spawnSync(command, args, { stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) {
  console.error(`Not clean: ${failed.map(([command]) => command).join(", ")}.`);
  process.exit(1);
}
console.log("All checks are clean.");
