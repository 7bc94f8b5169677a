/** An application that may send people here. */
export type OidcClient = {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  /** Where a sign-out may return to; unless told, the origins of the redirect URIs with `/` and `/sign-in`. */
  postLogoutRedirectUris?: string[];
};

/** A person who can sign in here. */
export type OidcUser = {
  email: string;
  name: string;
  password: string;
  groups: string[];
};

/** What a development identity provider is made of. */
export type StartOidcServerOptions = {
  /** 0 takes a free one. */
  port: number;
  /** `http://localhost:<port>` unless told. */
  issuer?: string;
  /** 127.0.0.1 unless told. */
  host?: string;
  clients: OidcClient[];
  users: OidcUser[];
  /** Keeps the signing key over restarts. */
  jwksFile?: string;
  /** Whether the sign-in page lists accounts and passwords; true unless told. */
  showAccounts?: boolean;
};
