import { z } from "zod";
import { pageSizes } from "../table/list-params";

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

/** A page of the log with the cursors that lead to newer (`before`) and older (`after`) rows; null at an end. */
export type RequestLogPage = { rows: RequestLogRow[]; before: string | null; after: string | null };

const size = z.coerce
  .number()
  .pipe(z.union(pageSizes.map((value) => z.literal(value))))
  .catch(25);
const cursor = z.string().max(512).optional().catch(undefined);

/** The URL of a request log. */
export const requestLogList = z.object({ size, after: cursor, before: cursor });
