import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlOf } from "./curl";

const API = "https://api.example.com";
const call = { method: "GET", path: "/api/v1/conversations", query: null, tokenId: "some" };

/** The words that a shell makes of a command, with that secret in its environment. */
function words(command: string): string[] {
  const script = `set -- ${command}\nprintf '%s\\0' "$@"`;
  const out = execFileSync("sh", ["-c", script], {
    env: { ...process.env, WITIOP_TOKEN: "wtp_x" },
    encoding: "utf8",
  });
  return out.split("\0").slice(0, -1);
}

test("asks for the same with the secret of the environment", () => {
  const command = curlOf(API, { ...call, query: "limit=5&after=[masked]" });
  expect(command).not.toContain("wtp_x");
  expect(words(command)).toEqual([
    "curl",
    "--globoff",
    "--path-as-is",
    "https://api.example.com/api/v1/conversations?limit=5&after=[masked]",
    "--header",
    "Authorization: Bearer wtp_x",
  ]);
});

test.each(["'; touch /tmp/x; '", "$(id)", "`id`", "a b\nc", '"', "\\", "!!", "* ? [a]"])(
  "%j in an address stays what it is",
  (odd) => {
    const asked = { ...call, path: `/api/v1/${odd}`, query: odd };
    expect(words(curlOf(API, asked))[3]).toBe(`${API}/api/v1/${odd}?${odd}`);
  },
);

test("says the method, and sends no secret for a call that had none", () => {
  const command = curlOf(API, { ...call, method: "DELETE", tokenId: null });
  expect(words(command).slice(3)).toEqual(["--request", "DELETE", `${API}/api/v1/conversations`]);
  expect(words(curlOf(API, { ...call, method: "HEAD" }))).toContain("--head");
});
