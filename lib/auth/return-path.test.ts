import { expect, test } from "vitest";
import { paths } from "../paths";
import { returnPath } from "./return-path";

test.each(["/", "/request-log?from=2026-11-29T10%3A00%3A00.000Z&status=failed", "/suppliers/1"])(
  "%s is where a sign-in leads back to",
  (path) => expect(returnPath(path)).toBe(path),
);

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r/evil.example",
  "/\t\\evil.example",
  "/a\u0000b",
  "evil",
  "",
  undefined,
  ["/a"],
  `/${"a".repeat(2_000)}`,
])("%j is not", (path) => expect(returnPath(path)).toBe(paths.tokens()));
