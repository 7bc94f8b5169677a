import { describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

const options = { nonce: "bm9uY2U=", issuer: "https://login.example.com/tenant/v2.0?x=1", dev: false };

/** The sources of each directive. */
function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

describe("the policy", () => {
  const policy = directives(contentSecurityPolicy(options));

  test.each([
    ["default-src", ["'self'"]],
    ["script-src", ["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]],
    ["style-src", ["'self'", "'nonce-bm9uY2U='"]],
    ["img-src", ["'self'", "data:"]],
    ["font-src", ["'self'"]],
    ["object-src", ["'none'"]],
    ["base-uri", ["'none'"]],
    ["frame-ancestors", ["'none'"]],
  ])("%s is %j", (name, sources) => expect(policy.get(name)).toEqual(sources));

  test("a form leads home or to the identity provider's origin, without its path", () => {
    expect(policy.get("form-action")).toEqual(["'self'", "https://login.example.com"]);
  });

  test("scripts run by nonce only, and nothing comes from elsewhere", () => {
    const scripts = policy.get("script-src") ?? [];
    for (const unsafe of ["'unsafe-inline'", "'unsafe-eval'"]) expect(scripts).not.toContain(unsafe);
    const others = [...policy].filter(([name]) => name !== "form-action").flatMap(([, sources]) => sources);
    expect(others.filter((source) => /^(https?:|\*|\w+\.)/.test(source))).toEqual([]);
  });

  test("is one line without an empty or repeated directive", () => {
    const text = contentSecurityPolicy(options);
    expect(text).not.toMatch(/[\r\n,]|;\s*;|;\s*$/);
    expect(policy.size).toBe(text.split(";").length);
  });
});

test("the issuer's port is part of its origin", () => {
  const policy = directives(contentSecurityPolicy({ ...options, issuer: "http://localhost:4000/oidc" }));
  expect(policy.get("form-action")).toEqual(["'self'", "http://localhost:4000"]);
});

test("the development server may evaluate and write styles, and still needs the nonce for scripts", () => {
  const policy = directives(contentSecurityPolicy({ ...options, dev: true }));
  expect(policy.get("script-src")).toEqual(expect.arrayContaining(["'nonce-bm9uY2U='", "'unsafe-eval'"]));
  expect(policy.get("script-src")).not.toContain("'unsafe-inline'");
  // Beside a nonce a browser would ignore it.
  expect(policy.get("style-src")).toEqual(["'self'", "'unsafe-inline'"]);
});
