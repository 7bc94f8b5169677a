import { defineDownload } from "@/lib/actions/define-download";
import { unknownSecretList, unknownSecretQuery } from "@/lib/request-log/unknown-secret-schema";
import { unknownSecretsWorkbook } from "@/lib/request-log/unknown-secret-workbook";

export const GET = defineDownload({
  fileName: "unknown-secrets",
  right: "write",
  action: "unknown_secrets.downloaded",
  parse: (params) => unknownSecretQuery(unknownSecretList.parseExactly(params), new Date()),
  workbook: unknownSecretsWorkbook,
});
