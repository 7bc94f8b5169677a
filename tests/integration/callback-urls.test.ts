import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeUrl } from "@/lib/callbacks/url-verdict";
import { type AdminWorld, openAdminWorld, refusalOf } from "../support/admin";

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld({ CALLBACK_ALLOWED_NETWORKS: "10.20.0.0/16" });
});

afterAll(() => world.close());

const judge = (url: string, addresses: string[] | Error = []) =>
  judgeUrl(world.admin, { url }, async () => {
    if (addresses instanceof Error) throw addresses;
    return addresses;
  });

test.each([
  ["nonsense", "Enter a whole address"],
  ["ftp://example.com/", "must begin with https://"],
  ["https://10.0.0.3/", "not on the public internet"],
  ["https://[::1]/", "not on the public internet"],
])("what saving refuses is refused in the same words: %s", async (url, words) => {
  expect(await judge(url)).toEqual({ ok: false, words: expect.stringContaining(words) });
});

test.each([
  [["10.0.0.3"], "hooks.example.com resolves to 10.0.0.3, which is not on the public internet"],
  [["93.184.216.34", "169.254.169.254"], "resolves to 169.254.169.254, which is not"],
  [
    ["10.0.0.1", "10.0.0.2", "::1", "fd00::1"],
    "resolves to 10.0.0.1, 10.0.0.2, ::1 and 1 more, which are not",
  ],
])("a name that resolves to %j is not called, and the address is named", async (addresses, words) => {
  expect(await judge("https://hooks.example.com/", addresses)).toEqual({
    ok: false,
    words: expect.stringContaining(words),
  });
});

test("a name that is not found is named", async () => {
  expect(await judge("https://no-such.example/", new Error("ENOTFOUND"))).toEqual({
    ok: false,
    words: expect.stringContaining("no-such.example was not found"),
  });
  expect(await judgeUrl(world.admin, { url: "https://no-such-host.invalid/" })).toMatchObject({ ok: false });
});

test.each([
  ["https://hooks.example.com/", ["93.184.216.34"], "Resolves to 93.184.216.34."],
  ["https://internal.example.com/", ["10.20.1.1"], "Resolves to 10.20.1.1."],
  ["https://10.20.1.1/", [], "Callbacks may be sent there."],
  ["https://[2606:4700::1111]/", [], "Callbacks may be sent there."],
])("%s may be called", async (url, addresses, words) => {
  expect(await judge(url, addresses)).toEqual({ ok: true, words });
});

test("a manager is refused", async () => {
  expect(await refusalOf(judgeUrl(world.manager, { url: "https://example.com/" }))).toMatchObject({
    code: "forbidden",
  });
});
