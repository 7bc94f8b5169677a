/** The addresses of the pages, so that a link cannot point at one that is not there. */
export const paths = {
  signIn: () => "/sign-in",
  tokens: () => "/api-tokens",
  newToken: () => "/api-tokens/new",
  token: (id: string) => `/api-tokens/${id}`,
  tokenDetails: (id: string) => `/api-tokens/${id}/edit/details`,
  tokenPermissions: (id: string) => `/api-tokens/${id}/edit/permissions`,
  tokenCallbacks: (id: string) => `/api-tokens/${id}/edit/callbacks`,
  tokenLog: (id: string) => `/api-tokens/${id}/log`,
  tokensDownload: (search = "") => `/api-tokens/download${search}`,
  suppliers: () => "/suppliers",
  newSupplier: () => "/suppliers/new",
} as const;
