import { parseArgs } from "node:util";
import { eventLine, startReceiver } from "@/scripts/services/receiver";
import { secretsFrom } from "@/scripts/services/secrets-file";

const usage = "Usage: receiver.ts --secrets-file <file> [--port 4500] [--log-file <file.ndjson>]";

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "4500" },
        "secrets-file": { type: "string" },
        "log-file": { type: "string" },
      },
    });
    return values;
  } catch {
    return undefined;
  }
}

const flags = readFlags();
const secretsFile = flags?.["secrets-file"];
const logFile = flags?.["log-file"];
const port = Number(flags?.port);
if (secretsFile === undefined || !Number.isInteger(port)) {
  console.error(usage);
  process.exit(2);
}
const receiver = await startReceiver({
  port,
  secrets: secretsFrom(secretsFile),
  ...(logFile === undefined ? {} : { logFile }),
  onEvent: (event) => console.log(eventLine(event)),
});
console.log(`Callback receiver ready at ${receiver.url}`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void receiver.close().then(() => process.exit(0));
  });
}
