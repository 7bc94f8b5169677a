import { defineDownload } from "@/lib/actions/define-download";
import { managedNumberList } from "@/lib/managed-numbers/schema";
import { managedNumbersWorkbook } from "@/lib/managed-numbers/workbook";

export const GET = defineDownload({
  fileName: "managed-numbers",
  audit: { action: "managed_numbers.downloaded", targetType: "managed_number" },
  parse: managedNumberList.parse,
  workbook: managedNumbersWorkbook,
});
