import type { Role } from "../constants";
import type { users } from "../schema/users";
import { createRandom } from "./random";
import { DAY_MS, HOUR_MS, MINUTE_MS, shifted } from "./times";

type UserRow = typeof users.$inferInsert & { id: string };

/** Times are days before now. */
type Person = { name: string; mail: string; role: Role; first: number; last: number; disabled?: number };

const PEOPLE: Person[] = [
  { name: "Giorgio Ferraris", mail: "giorgio@witiop.test", role: "admin", first: 410, last: 1.2 },
  { name: "Sofia Lindqvist", mail: "sofia@witiop.test", role: "manager", first: 388, last: 0.3 },
  { name: "Tomasz Wójcik", mail: "tomasz@witiop.test", role: "manager", first: 205, last: 12.4 },
  { name: "ليلى منصور", mail: "layla@witiop.test", role: "manager", first: 90, last: 33.1 },
  {
    name: "Bianca Serra",
    mail: "bianca@witiop.test",
    role: "manager",
    first: 350,
    last: 121.7,
    disabled: 118,
  },
];

/**
 * People who signed in before the demonstration began. They have no identity at a provider, so nobody can sign in as
 * one of them, whatever e-mail a provider tells.
 */
export function planUsers(now: Date): UserRow[] {
  const random = createRandom("users");
  return PEOPLE.map(({ name, mail, role, first, last, disabled }) => {
    const createdAt = shifted(now, -first * DAY_MS - random.below(9 * HOUR_MS));
    return {
      id: random.idAt(createdAt),
      email: mail,
      name,
      role,
      lastSignInAt: shifted(now, -last * DAY_MS - random.below(30 * MINUTE_MS)),
      disabledAt: disabled === undefined ? null : shifted(now, -disabled * DAY_MS),
      createdAt,
    };
  });
}
