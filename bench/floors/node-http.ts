import { createServer } from "node:http";
import { createFloor } from "./query";

const answer = createFloor(process.env.DATABASE_URL ?? "");

createServer((req, res) => {
  void answer(req.headers.authorization).then(({ status, body }) => {
    res.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    res.end(body);
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
