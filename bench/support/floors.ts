import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@/scripts/services/ports";

const NEXT = "node_modules/next/dist/bin/next";
const NEXT_HANDLER = "bench/floors/next-handler";
const START_LIMIT_MS = 30_000;

export type Floor = { url: string; stop: () => Promise<void> };

async function serve(
  args: string[],
  databaseUrl: string,
  port: number,
  settings: Record<string, string> = {},
): Promise<Floor> {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: {
      ...process.env,
      ...settings,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}/conversations`;
  const deadline = Date.now() + START_LIMIT_MS;
  while (
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${args[0]} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The page of the API by bare `node:http` and postgres.js; with a log, each answer waits for its row. */
export async function serveNodeFloor(databaseUrl: string, { isLogged = false } = {}): Promise<Floor> {
  const args = ["--import", "tsx", "bench/floors/node-http.ts"];
  return serve(args, databaseUrl, await freePort(), { FLOOR_LOG: isLogged ? "on" : "off" });
}

/** The page of the API by a bare handler of Next.js, as its production build. */
export async function serveNextFloor(databaseUrl: string): Promise<Floor> {
  execFileSync(process.execPath, [NEXT, "build", NEXT_HANDLER], { stdio: ["ignore", "ignore", "inherit"] });
  const port = await freePort();
  return serve([NEXT, "start", NEXT_HANDLER, "-H", "127.0.0.1", "-p", String(port)], databaseUrl, port);
}
