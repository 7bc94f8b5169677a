import { defineDownload } from "@/lib/actions/define-download";
import { requestFilters, requestLogList } from "@/lib/request-log/schema";
import { requestLogCsv, requestLogWorkbook } from "@/lib/request-log/workbook";

export const GET = defineDownload({
  fileName: "request-log",
  audit: { action: "whole_request_log.downloaded", targetType: "request_log" },
  parse: (params) => requestFilters(requestLogList.parse(params)),
  workbook: requestLogWorkbook,
  csv: requestLogCsv,
});
