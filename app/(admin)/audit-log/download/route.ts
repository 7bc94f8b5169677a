import { defineDownload } from "@/lib/actions/define-download";
import { auditLogList } from "@/lib/audit/schema";
import { auditWorkbook } from "@/lib/audit/workbook";

export const GET = defineDownload({
  fileName: "audit-log",
  action: "audit_log.downloaded",
  parse: auditLogList.parseExactly,
  workbook: auditWorkbook,
});
