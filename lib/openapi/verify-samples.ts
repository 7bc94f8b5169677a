/**
 * How a receiver checks the signature of a callback, in three languages and with nothing but their standard library.
 * Whatever is wrong with it, a missing header included, is refused in the same way.
 */
export const VERIFY_SAMPLES = [
  {
    language: "JavaScript",
    code: `import { createHmac, timingSafeEqual } from "node:crypto";

// body: the bytes as they came, before any JSON parser. headers: by their names in lower case.
export function readCallback(secret, headers, body) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const digest = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(body).digest("base64");
  const expected = Buffer.from(\`v1,\${digest}\`);
  const isSigned = (headers["webhook-signature"] ?? "").split(" ").some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!isSigned || ageSeconds > 300) throw new Error("This callback is not ours, or not of now.");
  return { id, isTest: headers["webhook-test"] === "true", event: JSON.parse(body) };
}`,
  },
  {
    language: "Python",
    code: `import base64
import hashlib
import hmac
import json
import time


# body: the bytes as they came, before any JSON parser. headers: by their names in lower case.
def read_callback(secret, headers, body):
    id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").encode().split()
    is_signed = any(hmac.compare_digest(signature, expected) for signature in given)
    if not is_signed or abs(time.time() - int(timestamp)) > 300:
        raise ValueError("This callback is not ours, or not of now.")
    return {"id": id, "is_test": headers.get("webhook-test") == "true", "event": json.loads(body)}`,
  },
  {
    language: "PHP",
    code: `<?php

// $body: file_get_contents("php://input"). $headers: getallheaders().
function read_callback(string $secret, array $headers, string $body): array
{
    $headers = array_change_key_case($headers);
    $id = $headers["webhook-id"] ?? "";
    $timestamp = $headers["webhook-timestamp"] ?? "";
    $key = base64_decode(str_replace("whsec_", "", $secret));
    $expected = "v1," . base64_encode(hash_hmac("sha256", "$id.$timestamp.$body", $key, true));
    $isSigned = false;
    foreach (explode(" ", $headers["webhook-signature"] ?? "") as $signature) {
        $isSigned = hash_equals($expected, $signature) || $isSigned;
    }
    if (!$isSigned || abs(time() - (int) $timestamp) > 300) {
        throw new RuntimeException("This callback is not ours, or not of now.");
    }
    $isTest = ($headers["webhook-test"] ?? "") === "true";
    return ["id" => $id, "is_test" => $isTest, "event" => json_decode($body, true, 32, JSON_THROW_ON_ERROR)];
}`,
  },
] as const;
