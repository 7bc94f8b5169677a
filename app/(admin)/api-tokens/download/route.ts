import { defineDownload } from "@/lib/actions/define-download";
import { tokenList } from "@/lib/api-tokens/schema";
import { tokensWorkbook } from "@/lib/api-tokens/workbook";

export const GET = defineDownload({
  fileName: "api-tokens",
  audit: { action: "api_tokens.downloaded", targetType: "api_token" },
  parse: tokenList.parse,
  workbook: tokensWorkbook,
});
