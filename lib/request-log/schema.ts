import { type KeysetPage, keysetParams } from "../table/keyset-params";

/** A line of the request log as the pages show it. */
export type RequestLogRow = {
  id: string;
  startedAt: Date;
  durationMs: number;
  method: string;
  path: string;
  query: string | null;
  status: number;
  code: string | null;
  missingPermission: string | null;
  /** Last four characters of the secret that a known token's call came with. */
  secretHint: string | null;
  rowsReturned: number | null;
  ip: string | null;
  userAgent: string | null;
};

export type RequestLogPage = KeysetPage<RequestLogRow>;

/** The URL of a request log. */
export const requestLogList = keysetParams();
