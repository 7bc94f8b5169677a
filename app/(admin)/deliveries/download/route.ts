import { defineDownload } from "@/lib/actions/define-download";
import { deliveryList } from "@/lib/deliveries/schema";
import { deliveriesWorkbook } from "@/lib/deliveries/workbook";

export const GET = defineDownload({
  fileName: "deliveries",
  action: "deliveries.downloaded",
  parse: deliveryList.parseExactly,
  workbook: deliveriesWorkbook,
});
