import "server-only";
import { type AuditEntry, recordAudit } from "../audit/record";
import { requestContext } from "../auth/current-user";
import { type Context, withTransaction } from "../context";
import { AppError } from "../errors";
import { XLSX_TYPE } from "../excel/workbook";
import { datedFileName, downloadResponse } from "../http/download";
import { statusOf } from "../http/problem";
import { maskSecrets } from "../http/request-row";
import { logger } from "../logger";

const MAX_FILTERS = 2048;

/** The filters as the audit log keeps them: somebody may look for a secret. */
const loggable = (search: string) => maskSecrets(search).slice(0, MAX_FILTERS);

type RouteParams = Record<string, string>;

export type DownloadDefinition<Q> = {
  fileName: string;
  audit: Pick<AuditEntry, "action" | "targetType">;
  /** Reads the filters, and what the route's own address names. */
  parse: (params: URLSearchParams, route: RouteParams) => Q;
  /** The one thing that the file is about, for the audit log; throws `not_found` when it is not there. */
  target?: (ctx: Context, query: Q) => Promise<Pick<AuditEntry, "targetId" | "targetLabel">>;
  workbook: (ctx: Context, query: Q) => ReadableStream<Uint8Array>;
};

function refusal(error: unknown): Response {
  if (error instanceof AppError) return new Response(`${error.message}\n`, { status: statusOf(error.code) });
  logger().error({ err: error }, "download failed");
  return new Response("The file could not be made. Try again.\n", { status: 500 });
}

/** Makes the GET handler of an Excel download, for whoever may look; that it was taken is in the audit log first. */
export function defineDownload<Q>(definition: DownloadDefinition<Q>) {
  return async (request: Request, route?: { params: Promise<RouteParams> }): Promise<Response> => {
    try {
      const ctx = await requestContext("read");
      const { search, searchParams } = new URL(request.url);
      const query = definition.parse(searchParams, (await route?.params) ?? {});
      const target = await definition.target?.(ctx, query);
      await withTransaction(ctx, (tx) =>
        recordAudit(tx, { ...definition.audit, ...target, after: { filters: loggable(search) } }),
      );
      return downloadResponse(definition.workbook(ctx, query), {
        name: datedFileName(definition.fileName, "xlsx", new Date()),
        type: XLSX_TYPE,
      });
    } catch (error) {
      return refusal(error);
    }
  };
}
