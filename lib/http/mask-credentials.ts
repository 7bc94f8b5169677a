import { maskBareSecrets } from "../api-tokens/secret";

/** Stands where the rest of a text was left out. */
export const CUT = "[cut]";

/** Masks the password in what follows the `://` of an address; where the rest was left out, all that may be of it. */
function maskAddress(address: string, start: string, rest: string): string {
  const colon = /:|%3a/i.exec(rest);
  const at = Math.max(rest.lastIndexOf("@"), rest.lastIndexOf("%40"));
  const end = rest.endsWith(CUT) ? rest.length - CUT.length : at;
  const begin = colon ? colon.index + colon[0].length : rest.length;
  return begin < end ? `${start}${rest.slice(0, begin)}[masked]${rest.slice(end)}` : address;
}

/** Masks a text that holds two parts of a JSON web token (RFC 7519). */
function maskJwt(text: string): string {
  const parts = text.split(".");
  const isJwt = parts.some((part, i) => parts[i + 1] && /\beyJ[\w-]{5}/.test(part));
  return isJwt ? "[masked]" : text;
}

/** Masks a long run after what announces a credential; a word has no digit. */
function maskRun(text: string, start: string, run: string): string {
  return /\d/.test(run) ? `${start}[masked]` : text;
}

/** Every credential below has something of these; most texts have nothing. Two patterns are searched faster than one. */
const SUSPICIOUS = [/wtp|whsec|eyJ|bearer|basic|token[\s+:%]|:\/\/|%/i, /[0-9A-Za-z]{38}/];

/**
 * Credentials by their look: our own secrets, as they are, misspelt and without their beginning, JSON web tokens, what
 * follows an authorization scheme, and passwords in addresses. Anybody may send what nearly matches, and much of it, so
 * no pattern looks for an end that may be far away: the time that each takes grows with the text and no faster.
 */
const CREDENTIALS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/((?:wtp|whsec)(?:_|%5f))[^\s&;?,"'()<>]+/gi, "$1[masked]"),
  (text) => text.replace(/((?:wtp|whsec)[^0-9A-Za-z&;?/=]{1,8})([0-9A-Za-z]{20,})/gi, maskRun),
  (text) => maskBareSecrets(text, "[masked]"),
  (text) => text.replace(/[\w.-]+/g, maskJwt),
  (text) => text.replace(/\b(Bearer(?:[\s+:]|%20|%3a)+|Basic(?:[\s+]|%20)+)[^\s&;,"']+/gi, "$1[masked]"),
  (text) => text.replace(/\b((?:Basic|Token)(?:[\s+:]|%20|%3a)+)(\w{20,})/gi, maskRun),
  (text) => text.replace(/(:(?:\/|%2f){2})([^\s/]+)/gi, maskAddress),
];

/** What is encoded more often than this is nobody's honest credential. */
const MAX_ENCODINGS = 4;

function decodedOnce(text: string): string {
  // Piece by piece: one malformed escape leaves the others readable.
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** The text without percent-encoding, which may be several times. */
export function decoded(text: string): string {
  let current = text;
  for (let i = 0; i < MAX_ENCODINGS; i++) {
    const next = decodedOnce(current);
    if (next === current) return current;
    current = next;
  }
  return current;
}

function maskPlain(text: string): string {
  return CREDENTIALS.reduce((masked, mask) => mask(masked), text);
}

/** Masks everything that looks like a credential, percent-encoded or not. */
export function maskCredentials(text: string): string {
  if (!SUSPICIOUS.some((pattern) => pattern.test(text))) return text;
  const masked = maskPlain(text);
  if (!masked.includes("%")) return masked;
  // What shows itself only when it is decoded goes as a whole.
  return masked.replace(/[^/?&=;\s]+/g, (piece) => {
    const plain = decoded(piece);
    return plain !== piece && maskPlain(plain) !== plain ? "[masked]" : piece;
  });
}
