import { index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, instant, primaryId, updatedAt } from "@/db/columns";

/** Outside companies that are given tokens. */
export const suppliers = pgTable(
  "suppliers",
  {
    id: primaryId(),
    name: text("name").notNull(),
    contactEmail: text("contact_email"),
    note: text("note"),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  // The supplier list and every choice of a supplier, by name.
  (t) => [index("suppliers_name").on(t.name, t.id)],
);
