import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

/** The types of a client of the API that the document describes. */
export async function clientTypes(document: unknown): Promise<string> {
  return astToString(await openapiTS(document as OpenAPI3));
}
