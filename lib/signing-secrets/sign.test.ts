import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { createSigningSecret, signingKey } from "./secret";
import { signatureHeaders } from "./sign";

const body = JSON.stringify({ type: "message.received", data: { text: "però 😀" } });
const sign = (secrets: string[], timestamp = new Date()) =>
  signatureHeaders({
    id: "0198a000-0000-7000-8000-000000000001",
    timestamp,
    body,
    keys: secrets.map(signingKey),
  });

describe("signatureHeaders", () => {
  it("is accepted by the official verifier", () => {
    const secret = createSigningSecret();
    expect(new Webhook(secret).verify(body, sign([secret]))).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, sign([secret]))).toThrow();
    expect(() => new Webhook(createSigningSecret()).verify(body, sign([secret]))).toThrow();
  });

  it("is accepted with either secret during a rotation", () => {
    const secrets = [createSigningSecret(), createSigningSecret()];
    const headers = sign(secrets);
    expect(headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
    for (const secret of secrets) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
  });

  it("is the HMAC of the raw bytes, by node and by openssl", () => {
    const secret = createSigningSecret();
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const headers = sign([secret], new Date(1_790_000_000_900));
    expect(headers["webhook-timestamp"]).toBe("1790000000");
    const signed = Buffer.from(`${headers["webhook-id"]}.1790000000.${body}`);
    expect(headers["webhook-signature"]).toBe(
      `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
    );
    const digest = execFileSync(
      "openssl",
      ["dgst", "-sha256", "-mac", "HMAC", "-macopt", `hexkey:${key.toString("hex")}`, "-binary"],
      { input: signed },
    );
    expect(headers["webhook-signature"]).toBe(`v1,${digest.toString("base64")}`);
  });

  it("refuses what is not a signing secret", () => {
    expect(() => sign(["abc"])).toThrow();
    expect(() => sign(["whsec_abc"])).toThrow();
  });
});
