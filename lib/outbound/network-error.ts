import { errors } from "undici";
import { ADDRESS_FORBIDDEN } from "./guarded-agent";

/** Every way in which an attempt ends without an answer; stored with the attempt. */
export type SendErrorCode =
  | "dns"
  | "address_forbidden"
  | "refused"
  | "unreachable"
  | "reset"
  | "tls"
  | "timeout_connect"
  | "timeout"
  | "protocol"
  | "aborted"
  | "internal"
  | "network";

const CODES: Record<string, SendErrorCode> = {
  [ADDRESS_FORBIDDEN]: "address_forbidden",
  ENOTFOUND: "dns",
  ENODATA: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_CONNECT_TIMEOUT: "timeout_connect",
  ETIMEDOUT: "timeout_connect",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "protocol",
  EPROTO: "tls",
};

const FAMILIES: readonly [RegExp, SendErrorCode][] = [
  [/^EAI_/, "dns"],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/, "tls"],
];

/** The code for an error of undici, of the system or of the address guard; `network` when it is none of the known. */
export function networkErrorCode(error: unknown): SendErrorCode {
  if (error instanceof errors.HTTPParserError) return "protocol";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const family = FAMILIES.find(([pattern]) => pattern.test(code));
  return CODES[code] ?? family?.[1] ?? "network";
}
