import { expect, test } from "vitest";
import { eachRow } from "./keyset";

test("a search in which nothing is found ends when the signal fires", async () => {
  const gone = new AbortController();
  let pages = 0;
  const read = async () => {
    pages += 1;
    if (pages === 3) gone.abort();
    return { rows: [], before: null, after: "further back" };
  };
  await expect(eachRow(read, { signal: gone.signal }).next()).rejects.toThrow("aborted");
  expect(pages).toBe(3);
});
