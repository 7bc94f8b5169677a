import { sql } from "drizzle-orm";
import { timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 as uuidv7 } from "uuid";

/** Primary key: a UUID version 7 (RFC 9562) made in the application, so ids sort by creation. */
export const primaryId = () =>
  uuid("id")
    .primaryKey()
    .$defaultFn(() => uuidv7());

/** A point in time, kept with its zone and read as a `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row was written, by the database's clock. */
export const createdAt = () => instant("created_at").notNull().default(sql`now()`);

/** When the row last changed, by the database's clock; writers set it. */
export const updatedAt = () => instant("updated_at").notNull().default(sql`now()`);
