import { readdirSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";

type Frame = { functionName: string; url: string; lineNumber: number; columnNumber: number };
type Profile = {
  nodes: { id: number; callFrame: Frame }[];
  samples: number[];
  timeDeltas: number[];
};

/** Parts of a program below this share of its time are not worth a line. */
const LEAST_SHARE = 0.01;

/** A part of the program and its share of the time in which the process was at work. */
type Share = { place: string; share: number };

function readMaps(): (url: string) => SourceMap | null {
  const maps = new Map<string, SourceMap | null>();
  return (url) => {
    const known = maps.get(url);
    if (known !== undefined) return known;
    const bundle = url.includes("/node_modules/") ? null : /\/(dist\/\w+\.mjs)$/.exec(url)?.[1];
    const map = bundle ? new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8"))) : null;
    maps.set(url, map);
    return map;
  };
}

/** The file or the package that a frame belongs to. */
function placeOf(frame: Frame, mapOf: ReturnType<typeof readMaps>): string {
  if (frame.url === "") return frame.functionName;
  if (frame.url.startsWith("node:")) return frame.url;
  const source = mapOf(frame.url)?.findEntry(frame.lineNumber, frame.columnNumber);
  const path = source && "originalSource" in source ? source.originalSource : frame.url;
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return inPackage ?? path.replace(/^.*?(?=(?:app|db|lib|scripts)\/|server\.ts)/, "");
}

/** Sums the self time of the newest profile in a folder (`--cpu-prof`) by file and package, the largest first. */
function readShares(folder: string): Share[] {
  const name = readdirSync(folder)
    .filter((file) => file.endsWith(".cpuprofile"))
    .toSorted()
    .at(-1);
  if (!name) throw new Error(`There is no profile in ${folder}.`);
  const profile = JSON.parse(readFileSync(join(folder, name), "utf8")) as Profile;
  const mapOf = readMaps();
  const places = new Map(profile.nodes.map((node) => [node.id, placeOf(node.callFrame, mapOf)]));
  const times = new Map<string, number>();
  for (const [i, id] of profile.samples.entries()) {
    const place = places.get(id) ?? "?";
    times.set(place, (times.get(place) ?? 0) + (profile.timeDeltas[i] ?? 0));
  }
  for (const idle of ["(idle)", "(root)"]) times.delete(idle);
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([place, time]) => ({ place, share: time / total }))
    .toSorted((a, b) => b.share - a.share);
}

/** Prints the parts of the newest profile in a folder that are worth a line, and answers how many they are. */
export function tellShares(folder: string): number {
  const shares = readShares(folder).filter(({ share }) => share >= LEAST_SHARE);
  for (const { place, share } of shares) console.log(`  ${(100 * share).toFixed(1).padStart(5)} %  ${place}`);
  return shares.length;
}
