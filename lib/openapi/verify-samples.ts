/** How a receiver checks the signature of a callback, in three languages and with nothing but their standard library. */
export const VERIFY_SAMPLES = [
  {
    language: "JavaScript",
    code: `import { createHmac, timingSafeEqual } from "node:crypto";

// body: the bytes as they came, before any JSON parser. headers: by their names in lower case.
export function readCallback(secret, headers, body) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(ageSeconds <= 300)) throw new Error("This callback is not of now.");
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  const isSigned = headers["webhook-signature"].split(" ").some((signature) => {
    const [version, value = ""] = signature.split(",");
    const given = Buffer.from(value, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) throw new Error("This callback is not signed with the secret.");
  return JSON.parse(body);
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
    id = headers["webhook-id"]
    timestamp = headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        raise ValueError("This callback is not of now.")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers["webhook-signature"].split(" ")
    if not any(hmac.compare_digest(signature, expected) for signature in given):
        raise ValueError("This callback is not signed with the secret.")
    return json.loads(body)`,
  },
  {
    language: "PHP",
    code: `<?php

// $body: file_get_contents("php://input"). $headers: by their names in lower case.
function read_callback(string $secret, array $headers, string $body): array
{
    $id = $headers["webhook-id"];
    $timestamp = $headers["webhook-timestamp"];
    if (abs(time() - (int) $timestamp) > 300) {
        throw new RuntimeException("This callback is not of now.");
    }
    $key = base64_decode(str_replace("whsec_", "", $secret));
    $expected = "v1," . base64_encode(hash_hmac("sha256", "$id.$timestamp.$body", $key, true));
    foreach (explode(" ", $headers["webhook-signature"]) as $signature) {
        if (hash_equals($expected, $signature)) {
            return json_decode($body, true, 32, JSON_THROW_ON_ERROR);
        }
    }
    throw new RuntimeException("This callback is not signed with the secret.");
}`,
  },
] as const;
