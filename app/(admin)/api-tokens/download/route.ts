import { defineDownload } from "@/lib/actions/define-download";
import { tokenList } from "@/lib/api-tokens/schema";
import { tokensWorkbook } from "@/lib/api-tokens/workbook";

export const GET = defineDownload({
  fileName: "api-tokens",
  action: "api_tokens.downloaded",
  parse: tokenList.parseExactly,
  workbook: tokensWorkbook,
});
