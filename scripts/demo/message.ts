import { z } from "zod";
import { files, readJson } from "@/scripts/demo/folder";
import { signatureOf, textMessage } from "@/scripts/demo/whatsapp";

const running = z.object({ url: z.url(), whatsapp: z.object({ path: z.string(), appSecret: z.string() }) });

const demo = running.safeParse(await readJson(files.summary)).data;
if (!demo) {
  console.error("No demo is running. Start it: npm run demo");
  process.exit(1);
}
const body = textMessage(process.argv.slice(2).join(" ") || "Buongiorno, siete aperti domenica?");
const response = await fetch(demo.url + demo.whatsapp.path, {
  method: "POST",
  headers: {
    "content-type": "application/json",
    "x-hub-signature-256": signatureOf(body, demo.whatsapp.appSecret),
  },
  body,
});
console.log(`${response.status} ${response.statusText} ${await response.text()}`);
if (!response.ok) process.exitCode = 1;
