import { defineDownload } from "@/lib/actions/define-download";
import { getToken } from "@/lib/api-tokens/queries";
import { ofToken, tokenDeliveryList } from "@/lib/deliveries/schema";
import { deliveriesWorkbook } from "@/lib/deliveries/workbook";
import { notFound } from "@/lib/errors";
import { idInput } from "@/lib/input";

export const GET = defineDownload({
  fileName: "token-deliveries",
  action: "token_deliveries.downloaded",
  parse: (params, route) => {
    const input = idInput.safeParse(route);
    if (!input.success) throw notFound("This token");
    return { ...ofToken(tokenDeliveryList.parseExactly(params), input.data.id), tokenId: input.data.id };
  },
  target: async (ctx, { tokenId }) => {
    const { id, name } = await getToken(ctx, tokenId);
    return { targetId: id, targetLabel: name };
  },
  workbook: deliveriesWorkbook,
});
