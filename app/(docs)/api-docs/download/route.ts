import { env } from "@/lib/env";
import { downloadResponse } from "@/lib/http/download";
import { readDocsFile } from "@/lib/openapi/docs-file";

/** Public, as the page is. */
export async function GET(): Promise<Response> {
  const file = new Blob([await readDocsFile(env().APP_URL)]);
  return downloadResponse(file.stream(), { name: "witiop-api.html", type: "text/html; charset=utf-8" });
}
