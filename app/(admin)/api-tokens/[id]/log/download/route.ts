import { defineDownload } from "@/lib/actions/define-download";
import { getToken } from "@/lib/api-tokens/queries";
import { notFound } from "@/lib/errors";
import { idInput } from "@/lib/input";
import { requestFilters, tokenRequestLogList } from "@/lib/request-log/schema";
import { requestLogCsv, requestLogWorkbook } from "@/lib/request-log/workbook";

export const GET = defineDownload({
  fileName: "token-log",
  action: "request_log.downloaded",
  parse: (params, route) => {
    const input = idInput.safeParse(route);
    if (!input.success) throw notFound("This token");
    return { ...requestFilters(tokenRequestLogList.parseExactly(params)), tokenId: input.data.id };
  },
  target: async (ctx, { tokenId }) => {
    const { id, name } = await getToken(ctx, tokenId);
    return { targetId: id, targetLabel: name };
  },
  workbook: requestLogWorkbook,
  csv: requestLogCsv,
});
