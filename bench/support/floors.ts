import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@/scripts/services/ports";

const NEXT = "node_modules/next/dist/bin/next";
const NEXT_HANDLER = "bench/floors/next-handler";
const START_LIMIT_MS = 30_000;

export type Floor = { url: string; stop: () => Promise<void> };

/** True as soon as the floor answers; false when it has ended or does not in time. */
async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const isUp = await fetch(url, { signal: AbortSignal.timeout(START_LIMIT_MS) }).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

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
  const stop = () => end(child);
  if (await answers(url, child)) return { url, stop };
  await stop();
  throw new Error(`${args[0]} does not answer`);
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
