import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const COMMAND = "npm run demo";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "demo-secrets-"));
  path = join(folder, "demo-secrets.json");
  vi.stubEnv("DATA_DIR", folder);
  vi.resetModules();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const load = async () => (await import("./secrets")).loadSecrets(COMMAND);

/** Expects a refusal that names the file and the way out, and leaves the file as it is. */
async function expectRefused(content: string | null, why: string) {
  const refusal = await load().catch((error: unknown) => String(error));
  for (const told of [path, why, `${COMMAND} -- --reset`]) expect(refusal).toContain(told);
  expect(await readFile(path, "utf8").catch(() => null)).toBe(content);
}

test("are made at the first start and kept for the next", async () => {
  const made = await load();
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(made);
  expect(await load()).toEqual(made);
});

test("of which one is missing are neither replaced nor used", async () => {
  const { jobsSecret: _jobsSecret, ...rest } = await load();
  const content = JSON.stringify(rest);
  await writeFile(path, content);
  await expectRefused(content, "jobsSecret");
});

test.each(["", "{", "null"])("in a file that holds %j are neither replaced nor used", async (content) => {
  await writeFile(path, content);
  await expectRefused(content, "no secrets at all");
});

test("are not made for a database whose own are missing", async () => {
  await mkdir(join(folder, "postgres"));
  await expectRefused(null, join(folder, "postgres"));
});

test("are made anew by a reset, whatever the file holds", async () => {
  await writeFile(path, "{");
  await mkdir(join(folder, "postgres"));
  const { resetFolder } = await import("./reset");
  await resetFolder();
  expect((await load()).demoToken).toBeUndefined();
});
