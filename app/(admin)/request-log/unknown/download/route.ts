import { defineDownload } from "@/lib/actions/define-download";
import { strangerList, strangerQuery } from "@/lib/request-log/stranger-schema";
import { strangersWorkbook } from "@/lib/request-log/stranger-workbook";

export const GET = defineDownload({
  fileName: "unknown-secrets",
  right: "write",
  action: "unknown_secrets.downloaded",
  parse: (params) => strangerQuery(strangerList.parseExactly(params), new Date()),
  workbook: strangersWorkbook,
});
