import { defineDownload } from "@/lib/actions/define-download";
import { managedNumberList } from "@/lib/managed-numbers/schema";
import { managedNumbersWorkbook } from "@/lib/managed-numbers/workbook";

export const GET = defineDownload({
  fileName: "managed-numbers",
  action: "managed_numbers.downloaded",
  parse: managedNumberList.parseExactly,
  workbook: managedNumbersWorkbook,
});
