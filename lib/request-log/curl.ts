/** A word of a shell command, in single quotes, in which nothing has a meaning of its own. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

type Call = { method: string; path: string; query: string | null; tokenId: string | null };

/**
 * The call as a `curl` to repeat it, as it was logged: what was masked stays masked, and the secret is taken from
 * `$WITIOP_TOKEN`.
 */
export function curlOf(apiUrl: string, { method, path, query, tokenId }: Call): string {
  const url = quoted(`${apiUrl}${path}${query === null ? "" : `?${query}`}`);
  const way = method === "GET" ? "" : method === "HEAD" ? "--head " : `--request ${quoted(method)} `;
  const secret = tokenId === null ? "" : ` \\\n  --header "Authorization: Bearer $WITIOP_TOKEN"`;
  return `curl --globoff --path-as-is ${way}${url}${secret}`;
}
