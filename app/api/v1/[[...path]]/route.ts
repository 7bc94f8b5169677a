import { unknownRoute } from "@/lib/http/api-route";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = unknownRoute();
