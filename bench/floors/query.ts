import { createHash } from "node:crypto";
import postgres from "postgres";

/** What a floor answers to a call: the least that makes the same page of the same token, with no log and no limits. */
type FloorAnswer = { status: number; body: string };

type Row = Record<"id" | "status" | "place" | "n_id" | "n_phone" | "n_label" | "c_id" | "c_phone", string> &
  Record<"opened_at" | "last_message_at", Date> & { c_name: string | null; closed_at: Date | null };

function present(row: Row) {
  return {
    id: row.id,
    status: row.status,
    managed_number: { id: row.n_id, phone: row.n_phone, label: row.n_label },
    contact: { id: row.c_id, phone: row.c_phone, name: row.c_name },
    opened_at: row.opened_at,
    last_message_at: row.last_message_at,
    closed_at: row.closed_at,
  };
}

/** Looks up a token by the SHA-256 of its secret and reads the 20 newest conversations. */
export function createFloor(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 16 });
  return async (authorization: string | null | undefined): Promise<FloorAnswer> => {
    const hash = createHash("sha256")
      .update((authorization ?? "").slice("Bearer ".length))
      .digest("hex");
    const [token] = await sql`select id from api_tokens where secret_hash = ${hash}`;
    if (!token) return { status: 401, body: "{}" };
    const rows = await sql<Row[]>`
      select t.id, t.status, t.opened_at, t.opened_at::text as place, t.last_message_at, t.closed_at, n.id as n_id, n.phone as n_phone,
        n.label as n_label, c.id as c_id, c.phone as c_phone, c.name as c_name
      from conversations t join managed_numbers n on n.id = t.managed_number_id join contacts c on c.id = t.contact_id
      order by t.opened_at desc nulls last, t.id desc nulls last limit 21`;
    const last = rows[19];
    // PostgreSQL leaves out the zeros at the end of a fraction, the API's cursors do not.
    const [seconds, fraction = ""] = last?.place.replace(" ", "T").replace("+00", "").split(".") ?? [];
    const at = `${seconds}.${fraction.padEnd(6, "0")}Z`;
    const next = Buffer.from(JSON.stringify(["conversations", { at, id: last?.id }])).toString("base64url");
    return { status: 200, body: JSON.stringify({ data: rows.slice(0, 20).map(present), next_cursor: next }) };
  };
}
