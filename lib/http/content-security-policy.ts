type PolicyOptions = { nonce: string; issuer: string; dev: boolean };

/**
 * The policy of every page: own origin only, scripts and style elements by nonce. A form may also lead to the identity
 * provider, for Chromium applies `form-action` to the redirects that a sign-in form causes.
 */
export function contentSecurityPolicy({ nonce, issuer, dev }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${new URL(issuer).origin}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
