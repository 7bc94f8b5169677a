/** How an unknown secret begins; a call may have come without one. */
export function SecretPrefix({ prefix }: { prefix: string | null }) {
  if (prefix === null) return <span className="text-muted-foreground">No secret</span>;
  return <span className="font-mono text-xs">{prefix}…</span>;
}
