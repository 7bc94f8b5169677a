import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the build leaves the reference as one HTML file. */
export const DOCS_FILE = join("dist", "api-docs.html");

/** Stands in that file where the address of the installation belongs, which the build does not know. */
export const UNSET_URL = "https://address-of-the-api.invalid";

/** The reference of the API as one HTML file, for the installation at `appUrl`. Throws when it was not built. */
export async function readDocsFile(appUrl: string): Promise<string> {
  const html = await readFile(join(process.cwd(), DOCS_FILE), "utf8");
  return html.replaceAll(UNSET_URL, appUrl);
}
