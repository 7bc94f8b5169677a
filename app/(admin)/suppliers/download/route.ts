import { defineDownload } from "@/lib/actions/define-download";
import { supplierList } from "@/lib/suppliers/schema";
import { suppliersWorkbook } from "@/lib/suppliers/workbook";

export const GET = defineDownload({
  fileName: "suppliers",
  action: "suppliers.downloaded",
  parse: supplierList.parseExactly,
  workbook: suppliersWorkbook,
});
