import { exportType } from "@/lib/exports/file";
import { exportLocations } from "@/lib/exports/queries";
import { exportLocationsInput } from "@/lib/exports/schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/exports/locations",
  permission: "data:export",
  params: noParams,
  query: exportLocationsInput,
  contentType: exportType,
  handler: (ctx, { query }) => exportLocations(ctx, query),
});
