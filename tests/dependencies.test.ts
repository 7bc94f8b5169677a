import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
type LockedPackage = {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, LockedPackage> };

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

const manifest = readJson<Manifest>("package.json");
const lock = readJson<Lock>("package-lock.json");

/** The numbers of a version, its prerelease's included: `5.0.0-beta.32` is 5, 0, 0, 32. */
function numbersOf(version: string): number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

function isAtLeast(version: string, floor: string): boolean {
  const [own, least] = [numbersOf(version), numbersOf(floor)];
  for (let i = 0; i < Math.max(own.length, least.length); i++) {
    const difference = (own[i] ?? 0) - (least[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

test("every dependency is pinned to one version", () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

test.each(Object.entries(readJson<Record<string, string>>("tests/version-floors.json")))(
  "no copy of %s is older than %s, below which it has known holes or faults",
  (name, floor) => {
    const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(copies.length).toBeGreaterThan(0);
    const old = copies.filter(([, { version }]) => !isAtLeast(version ?? "0", floor));
    expect(old.map(([path, { version }]) => `${path}@${version}`)).toEqual([]);
  },
);

test("the lock file names no download address", () => {
  const addresses = Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith("http"));
  expect(addresses).toEqual([]);
});

test("the lock file knows the parts for every platform, or npm ci would refuse it", () => {
  const paths = Object.keys(lock.packages);
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => !paths.includes(`node_modules/${name}`) && !paths.includes(`${path}/node_modules/${name}`),
    ),
  );
  expect(missing).toEqual([]);
});
