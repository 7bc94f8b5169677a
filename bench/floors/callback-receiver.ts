import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** When each callback came first, in milliseconds of the clock that all processes share; `GET /receipts` takes them. */
const receipts = new Map<string, number>();

const server = createServer((req, res) => {
  if (req.method === "GET") {
    if (req.url !== "/receipts") return void res.end(String(receipts.size));
    res.end(JSON.stringify(Object.fromEntries(receipts)));
    return receipts.clear();
  }
  req.resume();
  req.on("end", () => {
    const id = String(req.headers["webhook-id"]);
    if (req.url?.startsWith("/dead")) return;
    if (!receipts.has(id)) receipts.set(id, performance.timeOrigin + performance.now());
    res.writeHead(204).end();
  });
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
