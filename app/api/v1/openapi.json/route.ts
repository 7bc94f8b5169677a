import { documentRoute } from "@/lib/openapi/document-route";
import { documentedRoutes } from "../documented-routes";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = documentRoute(documentedRoutes);
