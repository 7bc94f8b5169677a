import { connect } from "@/db/client";
import { seed } from "@/db/seed";
import { env } from "@/lib/env";
import { seedDeps } from "@/scripts/demo/seed-deps";

const { DATABASE_URL, ENCRYPTION_KEY, DEPLOYMENT } = env();
if (DEPLOYMENT === "production") {
  console.error("Made-up data does not belong into a production database. Set DEPLOYMENT=development.");
  process.exit(1);
}
const db = connect(DATABASE_URL, { max: 1, applicationName: "witiop-seed" });
try {
  const { counts, demoToken } = await seed(db, seedDeps({ now: new Date(), encryptionKey: ENCRYPTION_KEY }));
  for (const [name, count] of Object.entries(counts)) console.log(`${String(count).padStart(8)}  ${name}`);
  console.log(`\nThe token “Orders sync” (${demoToken.id}) may do everything. Its secret, shown only now:`);
  console.log(demoToken.secret);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.$client.end();
}
