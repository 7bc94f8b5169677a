import { defineDownload } from "@/lib/actions/define-download";
import { auditLogList } from "@/lib/audit/schema";
import { auditWorkbook } from "@/lib/audit/workbook";

export const GET = defineDownload({
  fileName: "audit-log",
  audit: { action: "audit_log.downloaded", targetType: "audit_log" },
  parse: auditLogList.parse,
  workbook: auditWorkbook,
});
