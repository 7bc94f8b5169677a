import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "@/db/client";
import { migrate } from "@/db/migrate";
import { ensureDatabase } from "@/scripts/services/database";
import { freePort } from "@/scripts/services/ports";
import { type RunningPostgres, startPostgres } from "@/scripts/services/postgres";
import { serveBuild, serverSettings } from "@/tests/support/serve";
import { signInDirectly } from "@/tests/support/sessions";
import { type Target, timeInTurn } from "./support/timing";
import { fillWithTokens } from "./support/token-rows";

const FEW = 100;
const MANY = 10_000;
/** How many times slower the default view may be with a hundred times the tokens. */
const LIMIT = 1.5;

const VIEWS = {
  "default view": "",
  "page 2 by name": "?sort=name&page=2",
  "last page": `?page=PAGES`,
  "by last use": "?sort=-lastUsedAt",
  "by expiration": "?sort=expiresAt",
  search: "?q=orders",
  "search, few found": "?q=00a",
  "state active": "?state=active",
  "expires within 30 days": "?expires=30",
};

/** Nobody signs in through it: the sessions are rows. */
const NO_PROVIDER = {
  issuer: "http://localhost:1",
  client: { clientId: "bench", clientSecret: "bench" },
};

type Closing = { add: (close: () => Promise<unknown>) => void };

/** A server of its own on a database with that many tokens, and an admin's cookie. */
async function serveTokens(postgres: RunningPostgres, count: number, closing: Closing): Promise<Target> {
  const databaseUrl = await ensureDatabase(postgres, `tokens_${count}`);
  await migrate(databaseUrl);
  const db = connect(databaseUrl, { max: 1 });
  await fillWithTokens(db, count);
  const { headers } = await signInDirectly({ db }, "admin");
  await db.$client.end();
  const port = await freePort();
  const server = await serveBuild("server.ts", {
    ...serverSettings(port, databaseUrl, NO_PROVIDER),
    WORKER: "off",
  });
  closing.add(() => server.end("SIGTERM"));
  return { url: `http://localhost:${port}/api-tokens`, headers };
}

function viewOf(target: Target, search: string, count: number): Target {
  // Nine of ten tokens are shown, 25 on a page.
  return { ...target, url: target.url + search.replace("PAGES", String(Math.floor((count * 0.9) / 25))) };
}

async function measure(postgres: RunningPostgres, rounds: number, closing: Closing): Promise<boolean> {
  const few = await serveTokens(postgres, FEW, closing);
  const many = await serveTokens(postgres, MANY, closing);
  console.log(`Medians of ${rounds} interleaved requests, in ms.\n`);
  console.log(
    `${"".padEnd(24)}${`${FEW} tokens`.padStart(14)}${`${MANY} tokens`.padStart(14)}${"ratio".padStart(8)}`,
  );
  let passes = true;
  for (const [name, search] of Object.entries(VIEWS)) {
    const targets = [viewOf(few, search, FEW), viewOf(many, search, MANY)];
    const [fewMs = 0, manyMs = 0] = await timeInTurn(targets, rounds);
    const ratio = manyMs / fewMs;
    if (search === "" && ratio > LIMIT) passes = false;
    const cells = [
      fewMs.toFixed(1).padStart(14),
      manyMs.toFixed(1).padStart(14),
      ratio.toFixed(2).padStart(8),
    ];
    console.log(name.padEnd(24) + cells.join(""));
  }
  return passes;
}

/** Compares the token table of 10,000 tokens with that of 100, on the production build; fails when the default view is over 1.5. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "60" } } });
  if (!existsSync("dist/server.mjs")) throw new Error("There is no build: run npm run build first.");
  const closers: (() => Promise<unknown>)[] = [];
  const closing: Closing = { add: (close) => closers.unshift(close) };
  try {
    const folder = await mkdtemp(join(tmpdir(), "witiop-bench-"));
    closing.add(() => rm(folder, { recursive: true, force: true }));
    // As root the database runs as another user, who must get through.
    await chmod(folder, 0o755);
    const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
    closing.add(() => postgres.stop());
    if (await measure(postgres, Number(values.rounds), closing)) return;
    console.error(`\nThe default view is more than ${LIMIT} times slower with ${MANY} tokens.`);
    process.exitCode = 1;
  } finally {
    for (const close of closers) await close();
  }
}

await main();
