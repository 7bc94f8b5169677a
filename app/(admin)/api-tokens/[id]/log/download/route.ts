import { defineTokenDownload } from "@/app/(admin)/api-tokens/[id]/define-token-download";
import { ofToken } from "@/lib/api-tokens/of-token";
import { requestFilters, tokenRequestLogList } from "@/lib/request-log/schema";
import { requestLogCsv, requestLogWorkbook } from "@/lib/request-log/workbook";

export const GET = defineTokenDownload({
  fileName: "token-log",
  action: "request_log.downloaded",
  parse: (params, tokenId) => requestFilters(ofToken(tokenRequestLogList.parseExactly(params), tokenId)),
  workbook: requestLogWorkbook,
  csv: requestLogCsv,
});
