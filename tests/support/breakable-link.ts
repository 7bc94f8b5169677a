import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that a test may break. */
export type BreakableLink = {
  /** The address given, by this way. */
  url: string;
  /** Breaks every connection off with a reset, as a lost machine or a failing network does; new ones are let through. */
  reset(): void;
  stop(): Promise<void>;
};

/** Listens on a port of its own and passes everything on to the server of this address. */
export async function startBreakableLink(target: string): Promise<BreakableLink> {
  const { hostname, port } = new URL(target);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    clients.add(client);
    client.on("close", () => {
      clients.delete(client);
      upstream.destroy();
    });
    upstream.on("close", () => client.destroy());
    client.on("error", () => undefined);
    upstream.on("error", () => undefined);
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const reset = () => {
    for (const client of clients) client.resetAndDestroy();
  };
  return {
    url: url.href,
    reset,
    stop: async () => {
      reset();
      server.close();
      await once(server, "close");
    },
  };
}
