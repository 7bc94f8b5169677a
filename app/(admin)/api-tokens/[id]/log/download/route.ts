import { defineDownload } from "@/lib/actions/define-download";
import { getToken } from "@/lib/api-tokens/queries";
import { notFound } from "@/lib/errors";
import { idInput } from "@/lib/input";
import { requestLogWorkbook } from "@/lib/request-log/workbook";

export const GET = defineDownload({
  fileName: "token-log",
  audit: { action: "request_log.downloaded", targetType: "api_token" },
  parse: (_params, route) => {
    const input = idInput.safeParse(route);
    if (!input.success) throw notFound("This token");
    return { tokenId: input.data.id };
  },
  target: async (ctx, { tokenId }) => {
    const { id, name } = await getToken(ctx, tokenId);
    return { targetId: id, targetLabel: name };
  },
  workbook: requestLogWorkbook,
});
