import "server-only";
import { type AuditEntry, recordAudit } from "../audit/record";
import type { AuditAction } from "../audit/words";
import { requestContext } from "../auth/current-user";
import { type Context, type Right, withTransaction } from "../context";
import { CSV_TYPE } from "../csv/csv";
import { XLSX_TYPE } from "../excel/workbook";
import { datedFileName, downloadResponse } from "../http/download";
import { maskedText } from "../http/request-row";
import { plainRefusal } from "./plain-refusal";
import { requireOwnSite } from "./require-own-site";

const MAX_FILTERS = 2048;

/** The filters as the audit log keeps them: somebody may look for a secret. */
const loggable = (search: string) => maskedText(search, MAX_FILTERS);

type RouteParams = Record<string, string>;

/** Makes the bytes of a file of what the query finds. */
type FileMaker<Q> = (ctx: Context, query: Q) => ReadableStream<Uint8Array>;

export type DownloadDefinition<Q> = {
  fileName: string;
  /** Who may download it; whoever may look unless told. */
  right?: Right;
  /** What the audit log calls it. */
  action: AuditAction;
  /** Reads the filters, and what the route's own address names. */
  parse: (params: URLSearchParams, route: RouteParams) => Q;
  /** The one thing that the file is about, for the audit log; throws `not_found` when it is not there. */
  target?: (ctx: Context, query: Q) => Promise<Pick<AuditEntry, "targetId" | "targetLabel">>;
  workbook: FileMaker<Q>;
  /** The same as CSV, for addresses with `format=csv`. */
  csv?: FileMaker<Q>;
};

/**
 * Makes the GET handler of a download, Excel or where there is one CSV; that it was taken is in the audit log first, so
 * it is refused to other sites.
 */
export function defineDownload<Q>(definition: DownloadDefinition<Q>) {
  return async (request: Request, route?: { params: Promise<RouteParams> }): Promise<Response> => {
    try {
      requireOwnSite(request.headers);
      const ctx = await requestContext(definition.right ?? "read");
      const { search, searchParams } = new URL(request.url);
      const query = definition.parse(searchParams, (await route?.params) ?? {});
      const target = await definition.target?.(ctx, query);
      await withTransaction(ctx, (within) =>
        recordAudit(within, { action: definition.action, ...target, after: { filters: loggable(search) } }),
      );
      const csv = searchParams.get("format") === "csv" ? definition.csv : undefined;
      return downloadResponse((csv ?? definition.workbook)(ctx, query), {
        name: datedFileName(definition.fileName, csv ? "csv" : "xlsx", new Date()),
        type: csv ? CSV_TYPE : XLSX_TYPE,
      });
    } catch (error) {
      return plainRefusal(error, "download failed", "The file could not be made. Try again.");
    }
  };
}
