import { env } from "../env";

const OVER_HTTP: Record<string, string> = { "x-content-type-options": "nosniff" };
const OVER_HTTPS: Record<string, string> = {
  ...OVER_HTTP,
  "strict-transport-security": "max-age=31536000",
};

/**
 * What every answer has, of pages and of the API: no browser guesses its type, and where the application is reached by
 * HTTPS none asks for it otherwise again for a year (RFC 6797).
 */
export function safetyHeaders(): Readonly<Record<string, string>> {
  return env().APP_URL.startsWith("https://") ? OVER_HTTPS : OVER_HTTP;
}
