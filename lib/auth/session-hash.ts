import { createHash } from "node:crypto";
import type { Adapter } from "next-auth/adapters";

/** What is stored of a session's token, for whoever reads the table must not be able to sign in: its SHA-256 in hex. */
export function hashSessionToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The same adapter, with sessions that are stored by the hash of their tokens. */
export function withHashedSessions(base: Required<Adapter>): Adapter {
  return {
    ...base,
    createSession: async (session) => {
      const { sessionToken } = session;
      const stored = await base.createSession({ ...session, sessionToken: hashSessionToken(sessionToken) });
      return { ...stored, sessionToken };
    },
    getSessionAndUser: async (sessionToken) => {
      const found = await base.getSessionAndUser(hashSessionToken(sessionToken));
      return found && { ...found, session: { ...found.session, sessionToken } };
    },
    updateSession: async (session) => {
      const { sessionToken } = session;
      const stored = await base.updateSession({ ...session, sessionToken: hashSessionToken(sessionToken) });
      return stored && { ...stored, sessionToken };
    },
    deleteSession: (sessionToken) => base.deleteSession(hashSessionToken(sessionToken)),
  };
}
