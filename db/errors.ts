const MAX_CAUSES = 5;

/** What postgres.js and the network say of a connection that is gone, and PostgreSQL when it stops, starts or is full. */
const UNREACHABLE =
  /^(CONNECTION_(CLOSED|DESTROYED|ENDED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|08...|57P0[123]|53300)$/;

/** The codes of an error and of its causes, outermost first. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth++) {
    if ("code" in current && typeof current.code === "string") codes.push(current.code);
    current = current.cause;
  }
  return codes;
}

/** The SQLSTATE of a failed query, or null when the error is not the database's: unlike it, the network's codes have no digit. */
export function sqlState(error: unknown): string | null {
  return codesOf(error).find((code) => /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) ?? null;
}

/** True when a query failed because the database could not be reached, so that another try may pass. */
export function isUnreachable(error: unknown): boolean {
  return codesOf(error).some((code) => UNREACHABLE.test(code));
}
