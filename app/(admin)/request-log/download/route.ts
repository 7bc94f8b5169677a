import { defineDownload } from "@/lib/actions/define-download";
import { requestFilters, requestLogList } from "@/lib/request-log/schema";
import { requestLogCsv, requestLogWorkbook } from "@/lib/request-log/workbook";

export const GET = defineDownload({
  fileName: "request-log",
  action: "whole_request_log.downloaded",
  parse: (params) => requestFilters(requestLogList.parseExactly(params)),
  workbook: requestLogWorkbook,
  csv: requestLogCsv,
});
