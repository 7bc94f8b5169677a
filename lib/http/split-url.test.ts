import { expect, test } from "vitest";
import { splitUrl } from "./split-url";

test.each([
  ["/a/b?x=1#y", "/a/b", "?x=1"],
  ["http://host:80/a", "/a", ""],
  ["/%zz", "/%zz", ""],
  ["http://host", "/", ""],
])("%s is split into %s and %s", (url, path, search) => expect(splitUrl(url)).toEqual({ path, search }));
