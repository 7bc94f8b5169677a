import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMISSIONS } from "@/db/constants";
import { countVisible, previewVisibility } from "@/lib/api-tokens/preview-queries";
import { previewVisibilityInput, type VisibilitySettings } from "@/lib/api-tokens/schema";
import { type AdminWorld, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addConversation, addLocation, addMessage, addNumber, addToken, callApi } from "../support/api-data";

const RUNS = 40;

let world: AdminWorld;
let numberIds: string[];

beforeAll(async () => {
  world = await openAdminWorld();
  numberIds = [];
  for (const phone of ["+39061", "+39062", "+39063"]) numberIds.push(await addNumber(world.db, phone));
  // The third number has nothing.
  for (let i = 0; i < 9; i++) {
    const conversation = await addConversation(world.db, numberIds[i % 3 === 0 ? 1 : 0] ?? "", {
      phone: `+3933311122${i}0`,
      name: i % 2 === 0 ? `Giulia Ferri ${i}` : undefined,
    });
    await addMessage(world.db, conversation.id);
    if (i % 2 === 0) await addLocation(world.db, conversation);
  }
});

afterAll(() => world.close());

function preview(settings: Partial<VisibilitySettings> = {}, ctx = world.admin) {
  return previewVisibility(ctx, {
    permissions: ["conversations:read", "locations:read"],
    seesAllNumbers: true,
    numberIds: [],
    masksContacts: false,
    ...settings,
  });
}

/** How many rows a file has; 0 when it is refused. */
async function countLines(name: string, secret: string): Promise<number> {
  const answer = await callApi(world.db, `/api/v1/exports/${name}?format=ndjson`, secret);
  if (answer.status === 403) return 0;
  expect(answer.status).toBe(200);
  return answer.text.split("\n").length - 1;
}

/** How many rows all pages of a list hold; 0 when it is refused. */
async function countPages(list: string, secret: string, limit: number): Promise<number> {
  let rows = 0;
  let cursor: string | null = "";
  while (cursor !== null) {
    const path = `/api/v1/${list}?limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const answer = await callApi(world.db, path, secret);
    if (answer.status === 403) return 0;
    expect(answer.status).toBe(200);
    rows += answer.body().data.length;
    cursor = answer.body().next_cursor;
  }
  return rows;
}

const anySettings = () =>
  fc.record({
    permissions: fc.subarray([...PERMISSIONS]),
    seesAllNumbers: fc.boolean(),
    numberIds: fc.subarray(numberIds),
    masksContacts: fc.boolean(),
  });

describe("the preview", () => {
  test("counts and shows what the API then answers to a token with these settings", async () => {
    await fc.assert(
      fc.asyncProperty(anySettings(), fc.integer({ min: 1, max: 10 }), async (settings, limit) => {
        const { numberIds: chosen, seesAllNumbers, ...rest } = settings;
        const { secret } = await addToken(world.db, {
          ...rest,
          seesAllNumbers,
          ...(!seesAllNumbers && { numberIds: chosen }),
        });
        const { counts, answers } = await preview(settings);
        const files = {
          conversations: await countLines("conversations", secret),
          messages: await countLines("messages", secret),
          locations: await countLines("locations", secret),
        };
        expect(counts).toEqual({
          conversations: Math.max(files.conversations, await countPages("conversations", secret, limit)),
          messages: files.messages,
          locations: Math.max(files.locations, await countPages("locations", secret, limit)),
          numbers: seesAllNumbers ? numberIds.length : chosen.length,
          allNumbers: numberIds.length,
        });
        expect(await countVisible(world.manager, settings)).toEqual(counts);
        for (const { path, status, text } of answers) {
          const answer = await callApi(world.db, `/api/v1${path}`, secret);
          expect(status).toBe(answer.status);
          if (status === 200 && path.startsWith("/exports/")) expect(answer.text.startsWith(text)).toBe(true);
          else
            expect(
              JSON.parse(text.replace('"request_id": "…"', `"request_id": "${answer.row?.id}"`)),
            ).toEqual(answer.body());
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("shows the newest three of each list, as JSON that a person can read", async () => {
    const { answers } = await preview();
    expect(answers.map(({ path, status }) => [path, status])).toEqual([
      ["/conversations?limit=3", 200],
      ["/locations?limit=3", 200],
      ["/exports/messages?format=csv", 403],
    ]);
    for (const { text } of answers.slice(0, 2)) {
      expect(JSON.parse(text).data).toHaveLength(3);
      expect(text).toContain('\n  "data": [\n');
    }
  });

  test("shows the refusal where the permission is missing", async () => {
    const { counts, answers } = await preview({ permissions: [] });
    expect(counts).toMatchObject({ conversations: 0, messages: 0, locations: 0 });
    expect(answers.map(({ status, text }) => [status, JSON.parse(text).missing_permission])).toEqual([
      [403, "conversations:read"],
      [403, "locations:read"],
      [403, "data:export"],
    ]);
  });

  test("counts and shows what a token that may only export downloads", async () => {
    const { counts, answers } = await preview({ permissions: ["data:export"] });
    expect(counts).toMatchObject({ conversations: 9, messages: 14, locations: 0 });
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
    expect(answers[2]?.text).toMatch(/^id,conversation_id,.*\r\n(?:.+\r\n){3}$/);
  });

  test("of numbers that are not there is refused at their field", async () => {
    for (const unknown of [[UNKNOWN_ID], [numberIds[0] ?? "", UNKNOWN_ID]])
      expect(await refusalOf(preview({ seesAllNumbers: false, numberIds: unknown }))).toEqual({
        code: "invalid_input",
        fields: ["numberIds"],
      });
  });

  test("is an admin's alone", async () => {
    expect(await refusalOf(preview({}, world.manager))).toEqual({ code: "forbidden", fields: [] });
  });
});

describe("its input", () => {
  const fields = { permissions: ["conversations:read"], seesAllNumbers: "false", numberIds: [] };

  test("may choose no number yet", () => {
    expect(previewVisibilityInput.parse(fields)).toMatchObject({ seesAllNumbers: false, numberIds: [] });
  });

  test.each([
    ["no choice of numbers", { seesAllNumbers: undefined }],
    ["a number that is no id", { numberIds: ["1"] }],
    ["a permission that is none", { permissions: ["everything"] }],
    ["more numbers than there can be", { numberIds: Array.from({ length: 1001 }, () => UNKNOWN_ID) }],
  ])("with %s is refused", (_what, change) => {
    expect(previewVisibilityInput.safeParse({ ...fields, ...change }).success).toBe(false);
  });
});
