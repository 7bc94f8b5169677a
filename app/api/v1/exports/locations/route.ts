import { locationExportColumns } from "@/lib/exports/columns";
import { exportFiles, exportFormat, exportTypes } from "@/lib/exports/file";
import { exportLocations } from "@/lib/exports/queries";
import { exportLocationsInput } from "@/lib/exports/schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/exports/locations",
  permission: "data:export",
  params: noParams,
  query: exportLocationsInput,
  contentTypes: exportTypes,
  doc: {
    operationId: "exportLocations",
    tag: "Exports",
    summary: "Export locations",
    description: "All positions that the token sees, as `GET /locations` gives them, as one file.",
    answer: { files: exportFiles(locationExportColumns) },
    alsoNeeds: "locations:read",
    example: { format: "csv" },
  },
  handler: (ctx, { query, contentType }) =>
    exportLocations(ctx, { ...query, format: exportFormat(contentType) }),
});
