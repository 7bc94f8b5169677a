import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "@/scripts/services/ports";

const argv = process.argv;
const other = createServer();

afterEach(async () => {
  process.argv = argv;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  other.close();
});

test("a port that another program takes during the build is told to be in use, and nothing is started", async () => {
  const folder = await mkdtemp(join(tmpdir(), "demo-"));
  vi.stubEnv("DATA_DIR", folder);
  const { startDemo } = await import("@/scripts/demo/start");
  const port = await freePort();
  process.argv = [...argv.slice(0, 2), "--port", String(port)];
  const told: unknown[] = [];
  vi.spyOn(console, "log").mockImplementation((line) => void told.push(line));
  vi.spyOn(console, "error").mockImplementation((line) => void told.push(line));
  const exit = vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);
  await startDemo({
    command: "npm run demo",
    nodeEnv: "production",
    prepare: async () => void (await once(other.listen(port, "127.0.0.1"), "listening")),
  });
  expect(told.join("\n")).toContain(`Port ${port} is in use by another program.`);
  expect(told.join("\n")).not.toContain("PostgreSQL");
  expect(exit).toHaveBeenLastCalledWith(1);
  await rm(folder, { recursive: true });
});
