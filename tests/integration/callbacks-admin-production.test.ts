import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { EVENT_TYPES } from "@/db/constants";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { listCallbacks } from "@/lib/callbacks/queries";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { urlField } from "@/lib/callbacks/words";
import { type AdminWorld, openAdminWorld, refusalOf } from "../support/admin";
import { addToken } from "../support/api-data";

let world: AdminWorld;
let tokenId: string;

beforeAll(async () => {
  world = await openAdminWorld({
    DEPLOYMENT: "production",
    APP_URL: "https://witiop.example.com",
    OIDC_ISSUER: "https://login.example.com",
    OIDC_ADMIN_GROUPS: "admins",
    CALLBACK_ALLOWED_NETWORKS: "10.20.0.0/16",
  });
});

afterAll(() => world.close());

beforeEach(async () => {
  tokenId = (await addToken(world.db)).id;
});

const save = (urls: Record<string, string>) =>
  saveCallbacks(world.admin, saveCallbacksInput.parse({ tokenId, enabled: [...EVENT_TYPES], ...urls }));

const savedUrls = async () => (await listCallbacks(world.admin, tokenId)).map(({ url }) => url);

test.each(EVENT_TYPES)("http is refused for %s, and nothing is saved", async (eventType) => {
  const good = Object.fromEntries(EVENT_TYPES.map((type) => [urlField(type), "https://example.com/"]));
  const work = save({ ...good, [urlField(eventType)]: "http://example.com/" });
  expect(await refusalOf(work)).toEqual({ code: "invalid_input", fields: [urlField(eventType)] });
  expect(await savedUrls()).toEqual(["", "", ""]);
});

test("an allowed network is still called by https only", async () => {
  const refused = save({ "url.message.received": "http://10.20.1.1/" });
  expect(await refusalOf(refused)).toMatchObject({ fields: ["url.message.received"] });
  const outside = save({ "url.message.received": "https://10.21.1.1/" });
  expect(await refusalOf(outside)).toMatchObject({ fields: ["url.message.received"] });
  await save({ "url.message.received": "https://10.20.1.1/" });
  expect(await savedUrls()).toEqual(["", "https://10.20.1.1/", ""]);
});
