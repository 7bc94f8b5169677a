import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/db/constants";
import { sessions, users } from "@/db/schema/users";
import { findSessionUser } from "@/lib/auth/queries";
import { hashSessionToken } from "@/lib/auth/session-hash";
import { type Context, systemContext } from "@/lib/context";
import { idInput } from "@/lib/input";
import type { SearchParams } from "@/lib/table/list-params";
import { disableUser, enableUser, signOutUser } from "@/lib/users/commands";
import { listUsers } from "@/lib/users/queries";
import { userList } from "@/lib/users/schema";
import { usersWorkbook } from "@/lib/users/workbook";
import { type AdminWorld, auditOf, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { readSheets, record } from "../support/sheets";

const SIGNED_IN_AT = new Date("2026-03-04T05:06:00Z");

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

type NewPerson = Partial<typeof users.$inferInsert>;

async function addPerson(role: Role, settings: NewPerson = {}): Promise<Context> {
  const person = { id: uuidv7(), role, name: `A ${role}`, email: `${uuidv7()}@example.com`, ...settings };
  await world.db.insert(users).values(person);
  return { ...world.admin, actor: { type: "user", ...person } };
}

function idOf({ actor }: Context): string {
  if (actor.type !== "user") throw new Error("only people have ids");
  return actor.id;
}

async function addSession(userId: string, minutes = 60): Promise<string> {
  const sessionToken = uuidv7();
  const expires = sql`now() + make_interval(mins => ${minutes})`;
  await world.db.insert(sessions).values({ sessionToken: hashSessionToken(sessionToken), userId, expires });
  return sessionToken;
}

async function rowOf(id: string) {
  const [row] = await world.db.select().from(users).where(eq(users.id, id));
  return row;
}

const list = (params: SearchParams) => listUsers(world.manager, userList.parse(params));
const actionsOf = async (id: string) => (await auditOf(world.db, id)).map(({ action }) => action);

describe("listUsers", () => {
  let ids: string[];
  const namesOf = async (params: SearchParams) =>
    (await list({ q: "lister", ...params })).rows.map(({ name }) => name);

  beforeAll(async () => {
    const people = [
      await addPerson("admin", { name: "Lister A", email: "b_1@x.example", lastSignInAt: SIGNED_IN_AT }),
      await addPerson("manager", { name: "Lister B", email: "c@x.example" }),
      await addPerson("manager", { name: "Lister C", email: "a@x.example", disabledAt: SIGNED_IN_AT }),
    ];
    ids = people.map(idOf);
    await addSession(ids[0] ?? "");
    await addSession(ids[0] ?? "");
    await addSession(ids[1] ?? "", -1);
  });

  test("tells who is signed in at the moment", async () => {
    const { rows, total } = await list({ q: "lister", sort: "name" });
    expect(total).toBe(3);
    expect(rows.map(({ id, state, sessions: live }) => [id, state, live])).toEqual([
      [ids[0], "signed_in", 2],
      [ids[1], "signed_out", 0],
      [ids[2], "disabled", 0],
    ]);
    expect(rows[0]).toEqual({
      id: ids[0],
      name: "Lister A",
      email: "b_1@x.example",
      role: "admin",
      state: "signed_in",
      sessions: 2,
      lastSignInAt: SIGNED_IN_AT,
      disabledAt: null,
      createdAt: expect.any(Date),
    });
  });

  test.each([
    [{ q: "LISTER b" }, ["Lister B"]],
    [{ q: "b_1@" }, ["Lister A"]],
    [{ q: "b%1" }, []],
    [{ role: "manager" }, ["Lister B", "Lister C"]],
    [{ role: ["admin", "manager"] }, ["Lister A", "Lister B", "Lister C"]],
    [{ role: "nobody" }, ["Lister A", "Lister B", "Lister C"]],
    [{ state: "disabled" }, ["Lister C"]],
    [{ state: ["signed_in", "signed_out"] }, ["Lister A", "Lister B"]],
    [{ state: "signed_in", role: "manager" }, []],
  ])("%j shows %j", async (params, names) => {
    expect(await namesOf({ sort: "name", ...params })).toEqual(names);
  });

  test.each([
    ["-name", "CBA"],
    ["email", "CAB"],
    ["role", "ABC"],
    ["-lastSignInAt", "ABC"],
    ["lastSignInAt", "ABC"],
    ["-createdAt", "CBA"],
  ])("by %s", async (sort, order) => {
    expect(await namesOf({ sort })).toEqual([...order].map((letter) => `Lister ${letter}`));
  });

  test("the workbook holds what the filters show, with typed cells", async () => {
    const query = userList.parse({ q: "lister", state: ["signed_in", "disabled"] });
    const rows = (await readSheets(usersWorkbook(world.manager, query))).get("Users") ?? [];
    expect(rows.slice(1).map(([id]) => id)).toEqual([ids[0], ids[2]]);
    expect(record(rows, 1)).toEqual({
      "User id": ids[0],
      Name: "Lister A",
      "E-mail": "b_1@x.example",
      Role: "Admin",
      State: "Signed in",
      "Live sessions": 2,
      "Last sign-in (UTC)": SIGNED_IN_AT,
      "First seen (UTC)": expect.any(Date),
      "Disabled (UTC)": null,
    });
    expect(record(rows, 2)).toMatchObject({ State: "Disabled", "Disabled (UTC)": SIGNED_IN_AT });
  });
});

describe("disableUser, enableUser and signOutUser", () => {
  const commands = [disableUser, enableUser, signOutUser];
  let person: Context;
  let id: string;

  beforeEach(async () => {
    person = await addPerson("manager");
    id = idOf(person);
  });

  test("disabling ends every session in the same moment, and no other's", async () => {
    const [own, second, others] = [
      await addSession(id),
      await addSession(id),
      await addSession(idOf(world.manager)),
    ];
    await addSession(id, -5);
    expect(await findSessionUser(world.db, own)).toMatchObject({ id });
    await disableUser(world.admin, { id });
    for (const token of [own, second]) expect(await findSessionUser(world.db, token)).toBeNull();
    expect(await world.db.$count(sessions, eq(sessions.userId, id))).toBe(0);
    expect(await findSessionUser(world.db, others)).not.toBeNull();
    expect((await rowOf(id))?.disabledAt).toBeInstanceOf(Date);
    expect(await auditOf(world.db, id)).toMatchObject([
      {
        action: "user.disabled",
        actorLabel: "admin@example.com",
        targetType: "user",
        targetLabel: (await rowOf(id))?.email,
        after: { endedSessions: 2 },
      },
    ]);
  });

  test("enabling lets sign in again, but brings no session back", async () => {
    await disableUser(world.admin, { id });
    const leftOver = await addSession(id);
    await enableUser(world.admin, { id });
    expect((await rowOf(id))?.disabledAt).toBeNull();
    expect(await findSessionUser(world.db, leftOver)).toBeNull();
    expect(await actionsOf(id)).toEqual(["user.disabled", "user.enabled"]);
  });

  test("signing out ends the sessions and nothing else", async () => {
    const token = await addSession(id);
    const before = await rowOf(id);
    expect(await signOutUser(world.admin, { id })).toEqual({ endedSessions: 1 });
    expect(await findSessionUser(world.db, token)).toBeNull();
    expect(await rowOf(id)).toEqual(before);
    expect(await auditOf(world.db, id)).toMatchObject([
      { action: "user.signed_out", targetType: "user", after: { endedSessions: 1 } },
    ]);
    expect(await signOutUser(world.admin, { id })).toEqual({ endedSessions: 0 });
    expect(await auditOf(world.db, id)).toHaveLength(1);
  });

  test("an admin may sign themselves out everywhere", async () => {
    const admin = await addPerson("admin");
    await addSession(idOf(admin));
    expect(await signOutUser(admin, { id: idOf(admin) })).toEqual({ endedSessions: 1 });
  });

  test("are not a manager's to do", async () => {
    await addSession(id);
    for (const command of commands)
      expect(await refusalOf(command(world.manager, { id }))).toMatchObject({ code: "forbidden" });
    expect(await world.db.$count(sessions, eq(sessions.userId, id))).toBe(1);
    expect(await auditOf(world.db, id)).toEqual([]);
  });

  test("find no unknown user, and take no text that is no id", async () => {
    for (const command of commands)
      expect(await refusalOf(command(world.admin, { id: UNKNOWN_ID }))).toMatchObject({ code: "not_found" });
    expect(idInput.safeParse({ id: "1" }).error?.issues.map(({ path }) => path)).toEqual([["id"]]);
  });

  test("do nothing twice", async () => {
    expect(await refusalOf(enableUser(world.admin, { id }))).toMatchObject({ code: "conflict" });
    await disableUser(world.admin, { id });
    const before = await rowOf(id);
    expect(await refusalOf(disableUser(world.admin, { id }))).toMatchObject({ code: "conflict" });
    expect(await rowOf(id)).toEqual(before);
    expect(await actionsOf(id)).toEqual(["user.disabled"]);
  });

  test("nobody disables themselves", async () => {
    const self = idOf(world.admin);
    await addPerson("admin");
    expect(await refusalOf(disableUser(world.admin, { id: self }))).toMatchObject({ code: "conflict" });
    expect((await rowOf(self))?.disabledAt).toBeNull();
  });

  test("whoever was disabled meanwhile changes nothing any more", async () => {
    const former = await addPerson("admin");
    await disableUser(world.admin, { id: idOf(former) });
    for (const command of commands)
      expect(await refusalOf(command(former, { id }))).toMatchObject({ code: "forbidden" });
    expect(await auditOf(world.db, id)).toEqual([]);
  });
});

describe("the last admin", () => {
  beforeEach(async () => {
    await world.db.update(users).set({ disabledAt: sql`now()` }).where(eq(users.role, "admin"));
  });

  const enabledAdmins = () =>
    world.db.$count(users, sql`${users.role} = 'admin' and ${users.disabledAt} is null`);

  test("is not even the product's own to disable; a manager is", async () => {
    const id = idOf(await addPerson("admin"));
    const manager = idOf(await addPerson("manager"));
    const system = systemContext(world.db, "test");
    expect(await refusalOf(disableUser(system, { id }))).toMatchObject({ code: "conflict" });
    await disableUser(system, { id: manager });
    expect(await enabledAdmins()).toBe(1);
  });

  test.each(Array.from({ length: 10 }, (_, i) => i))(
    "stays when two disable each other, round %i",
    async () => {
      const [one, two] = [await addPerson("admin"), await addPerson("admin")];
      const both = await Promise.allSettled([
        disableUser(one, { id: idOf(two) }),
        disableUser(two, { id: idOf(one) }),
      ]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      const refused = both.find((result) => result.status === "rejected");
      expect(refused?.reason).toMatchObject({ code: "forbidden" });
      expect(await enabledAdmins()).toBe(1);
    },
  );

  test("of a ring in which each disables the next, one stays", async () => {
    const ring: Context[] = [];
    for (let i = 0; i < 5; i++) ring.push(await addPerson("admin"));
    await Promise.allSettled(
      ring.map((context, i) => disableUser(context, { id: idOf(ring[(i + 1) % ring.length] ?? context) })),
    );
    expect(await enabledAdmins()).toBeGreaterThan(0);
  });
});
