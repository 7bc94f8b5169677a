import { spawnSync } from "node:child_process";

function run(command: string, args: string[], env: Record<string, string> = {}): void {
  console.log(`› ${[command, ...args].join(" ")}`);
  const { status } = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

/** Builds what users get, then runs every test against it; arguments choose files, as for vitest. */
run("next", ["build"], { NODE_ENV: "production" });
run(process.execPath, ["--import", "tsx", "scripts/build.ts"]);
run("vitest", ["run", ...process.argv.slice(2)]);
