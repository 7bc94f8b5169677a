import { createServer } from "node:http";
import { createFloor } from "./query";
import { createFloorLog } from "./request-log";

const databaseUrl = process.env.DATABASE_URL ?? "";
const answer = createFloor(databaseUrl);
const log = process.env.FLOOR_LOG === "on" ? createFloorLog(databaseUrl) : null;

createServer((req, res) => {
  const call = async () => {
    const startedAt = new Date();
    const answered = await answer(req.headers.authorization);
    await log?.({ startedAt, path: req.url ?? "", status: answered.status });
    return answered;
  };
  void call().then(({ status, body }) => {
    res.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    res.end(body);
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
