import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createNumber, createThread, openWorld, publish } from "./callbacks-fixtures";

/** More than one statement could name one by one, at five values each. */
const CALLBACKS = 13_200;

let world: Awaited<ReturnType<typeof openWorld>>;

beforeAll(async () => {
  world = await openWorld();
  await world.db.execute(sql`
    with supplier as (insert into suppliers (id, name) values (gen_random_uuid(), 'Acme') returning id),
    tokens as (
      insert into api_tokens (id, supplier_id, name, secret_hash, secret_hint, activates_at, signing_secret)
      select gen_random_uuid(), supplier.id, 'Token', 'hash ' || i, 'abcd', now(), 'sealed'
      from supplier, generate_series(1, ${CALLBACKS}::int) i returning id)
    insert into callbacks (id, token_id, event_type, url)
    select gen_random_uuid(), id, 'message.received', 'https://example.com/' from tokens`);
});

afterAll(() => world.close());

test("a message of a number that very many tokens see is owed to all of them, in the order of its events", async () => {
  const thread = await createThread(world.db, await createNumber(world.db));
  await publish(world.db, thread, ["first", "second"]);
  const [owed] = await world.db.execute(sql`
    select count(*)::int as deliveries, count(distinct callback_id)::int as callbacks,
      bool_and(matches) as "isWhole", bool_and(is_later) as "isInOrder"
    from (
      select d.callback_id, d.event_seq = e.seq and d.conversation_id = e.conversation_id as matches,
        d.event_seq >= lag(d.event_seq, 1, 0::bigint) over (order by d.id) as is_later
      from deliveries d join events e on e.id = d.event_id) looked`);
  expect(owed).toEqual({ deliveries: 2 * CALLBACKS, callbacks: CALLBACKS, isWhole: true, isInOrder: true });
  expect(await world.db.execute(sql`select count(*)::int as lanes from delivery_lanes`)).toEqual([
    { lanes: CALLBACKS },
  ]);
});
