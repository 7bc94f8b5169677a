import { readFileSync, statSync } from "node:fs";

/**
 * Gives the signing secrets in a file, one per line (`#` begins a comment), as they are whenever it is asked: the file
 * is read again once it has changed, and one that is not there yet holds none.
 */
export function secretsFrom(path: string): () => readonly string[] {
  let version = "";
  let secrets: readonly string[] = [];
  return () => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    const seen = found ? `${found.ino} ${found.mtimeNs} ${found.size}` : "";
    if (seen !== version) {
      const lines = found ? readFileSync(path, "utf8").split("\n") : [];
      secrets = lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
      version = seen;
    }
    return secrets;
  };
}
