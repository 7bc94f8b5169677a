import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, primaryId } from "@/db/columns";
import { ROLES } from "@/db/constants";

/** People who signed in. Known by issuer and subject (see accounts), so an e-mail may occur twice. */
export const users = pgTable("users", {
  id: primaryId(),
  email: text("email").notNull(),
  emailVerified: instant("email_verified"),
  name: text("name").notNull(),
  image: text("image"),
  role: text("role", { enum: ROLES }).notNull(),
  lastSignInAt: instant("last_sign_in_at"),
  disabledAt: instant("disabled_at"),
  createdAt: createdAt(),
});

/** One identity of a user at an identity provider; `providerAccountId` is issuer and subject. */
export const accounts = pgTable(
  "accounts",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    // The identities of one user.
    index("accounts_user_id").on(t.userId),
  ],
);

/** Browser sessions; removing a row signs its user out at once. */
export const sessions = pgTable(
  "sessions",
  {
    /** Its hash: the token itself is in the browser's cookie alone. */
    sessionToken: text("session_token").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: instant("expires").notNull(),
  },
  // Signing out every session of one user.
  (t) => [index("sessions_user_id").on(t.userId)],
);
