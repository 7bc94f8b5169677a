/** The parameter of a token's deliveries that opens their recovery, since a moment. */
export const RECOVER_PARAM = "recover";

/** The addresses of the pages, so that a link cannot point at one that is not there. */
export const paths = {
  signIn: (from?: string | null) => `/sign-in${from ? `?from=${encodeURIComponent(from)}` : ""}`,
  tokens: () => "/api-tokens",
  newToken: (supplierId?: string) => `/api-tokens/new${supplierId ? `?supplier=${supplierId}` : ""}`,
  token: (id: string) => `/api-tokens/${id}`,
  tokenDetails: (id: string) => `/api-tokens/${id}/edit/details`,
  tokenPermissions: (id: string) => `/api-tokens/${id}/edit/permissions`,
  tokenCallbacks: (id: string) => `/api-tokens/${id}/edit/callbacks`,
  tokenLog: (id: string, search = "") => `/api-tokens/${id}/log${search}`,
  tokenLogDownload: (id: string, search = "") => `/api-tokens/${id}/log/download${search}`,
  tokenDeliveries: (id: string, search = "") => `/api-tokens/${id}/deliveries${search}`,
  recoverDeliveries: (id: string, since: Date) =>
    `/api-tokens/${id}/deliveries?${RECOVER_PARAM}=${since.toISOString()}`,
  tokenDeliveriesDownload: (id: string, search = "") => `/api-tokens/${id}/deliveries/download${search}`,
  tokensDownload: (search = "") => `/api-tokens/download${search}`,
  duplicateToken: (id: string) => `/api-tokens/new?from=${id}`,
  suppliers: () => "/suppliers",
  newSupplier: () => "/suppliers/new",
  supplier: (id: string) => `/suppliers/${id}`,
  editSupplier: (id: string) => `/suppliers/${id}/edit`,
  supplierTokens: (id: string) => `/api-tokens?supplier=${id}`,
  suppliersDownload: (search = "") => `/suppliers/download${search}`,
  deliveries: (search = "") => `/deliveries${search}`,
  deliveriesDownload: (search = "") => `/deliveries/download${search}`,
  requestLog: (search = "") => `/request-log${search}`,
  requestLogDownload: (search = "") => `/request-log/download${search}`,
  requestLogNew: (search = "") => `/request-log/new${search}`,
  unknownSecrets: (search = "") => `/request-log/unknown${search}`,
  unknownSecretsDownload: (search = "") => `/request-log/unknown/download${search}`,
  managedNumbers: () => "/managed-numbers",
  managedNumbersDownload: (search = "") => `/managed-numbers/download${search}`,
  auditLog: (search = "") => `/audit-log${search}`,
  auditLogDownload: (search = "") => `/audit-log/download${search}`,
  users: () => "/users",
  usersDownload: (search = "") => `/users/download${search}`,
  apiDocs: () => "/api-docs",
  apiDocsDownload: () => "/api-docs/download",
  openApi: () => "/api/v1/openapi.json",
} as const;

/** The same filters for the CSV of a download. */
export function csvSearch(search: string): string {
  return `${search === "" ? "?" : `${search}&`}format=csv`;
}
