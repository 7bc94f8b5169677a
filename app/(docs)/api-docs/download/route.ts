import { env } from "@/lib/env";
import { downloadResponse } from "@/lib/http/download";
import { readDocsFile } from "@/lib/openapi/docs-file";

let kept: Blob | undefined;

/** Public, as the page is; the file is read at the first call and kept. */
export async function GET(): Promise<Response> {
  kept ??= new Blob([await readDocsFile(env().APP_URL)]);
  return downloadResponse(kept.stream(), { name: "witiop-api.html", type: "text/html; charset=utf-8" });
}
