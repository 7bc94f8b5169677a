import { defineTokenDownload } from "@/app/(admin)/api-tokens/[id]/define-token-download";
import { ofToken } from "@/lib/api-tokens/of-token";
import { tokenDeliveryList } from "@/lib/deliveries/schema";
import { deliveriesWorkbook } from "@/lib/deliveries/workbook";

export const GET = defineTokenDownload({
  fileName: "token-deliveries",
  action: "token_deliveries.downloaded",
  parse: (params, tokenId) => ofToken(tokenDeliveryList.parseExactly(params), tokenId),
  workbook: deliveriesWorkbook,
});
