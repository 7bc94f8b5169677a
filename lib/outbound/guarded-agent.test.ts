import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Agent } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { INTERNAL_ADDRESSES, OWN_HOSTS, urlHost } from "@/tests/support/internal-hosts";
import { callbackUrlFault, isForbiddenAddress } from "./address-guard";
import { createCallbackAgent, type GuardOptions } from "./guarded-agent";
import type { ResolveHost } from "./resolve-host";
import { sendCallback } from "./send";

const EVERYTHING = ["0.0.0.0/0", "::/0"];
const OWN = ["127.0.0.1/32"];
const NAME = "supplier.example";

let witness: Server;
let port: number;
/** What the witness noticed, and how many sockets this process opened to anywhere. */
const seen = { connections: 0, calls: 0, sockets: 0 };
const noteSocket = () => void seen.sockets++;
const agents: Agent[] = [];

/** Listens on both families, so that every spelling of this machine gets through. */
async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  witness = await listen((req, res) => {
    seen.calls++;
    res.end(req.headers.host);
  });
  witness.on("connection", () => seen.connections++);
  port = portOf(witness);
  subscribe("net.client.socket", noteSocket);
});

beforeEach(() => Object.assign(seen, { connections: 0, calls: 0, sockets: 0 }));

afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
});

afterAll(() => {
  unsubscribe("net.client.socket", noteSocket);
  witness.close();
  witness.closeAllConnections();
});

function agentFor(options: Partial<GuardOptions> = {}): Agent {
  const agent = createCallbackAgent({ allowedNetworks: [], ...options });
  agents.push(agent);
  return agent;
}

const send = (host: string, agent: Agent, at = port) =>
  sendCallback({ url: `http://${host}:${at}/`, body: "{}", headers: {}, agent });

/** What a resolver says that knows no name but those of loopback. */
const ownNames: ResolveHost = async () => ["127.0.0.1", "::1"];

async function expectUntouched(host: string, options: Partial<GuardOptions>): Promise<void> {
  expect(await send(host, agentFor(options))).toMatchObject({ statusCode: null, error: "address_forbidden" });
  expect(seen).toEqual({ connections: 0, calls: 0, sockets: 0 });
}

describe("a spelling of this machine", () => {
  it.each(OWN_HOSTS)("%s is refused, in the form and at connect", async (host) => {
    const rules = { httpsOnly: false, allowedNetworks: [] };
    expect(callbackUrlFault(`http://${host}:${port}/`, rules)).toMatch(/public internet/);
    await expectUntouched(host, { resolve: ownNames });
  });

  it.each(OWN_HOSTS)("%s would be reached, and noticed, without the guard", async (host) => {
    const agent = agentFor({ resolve: ownNames, allowedNetworks: EVERYTHING });
    expect(await send(host, agent)).toMatchObject({ statusCode: 200 });
    expect(seen).toEqual({ connections: 1, calls: 1, sockets: 1 });
  });
});

describe("an internal address", () => {
  it.each(INTERNAL_ADDRESSES)("%s is refused in a URL, in the form and at connect", async (address) => {
    const rules = { httpsOnly: false, allowedNetworks: [] };
    expect(callbackUrlFault(`http://${urlHost(address)}/`, rules)).toMatch(/public internet/);
    await expectUntouched(urlHost(address), {});
  });

  it.each([...INTERNAL_ADDRESSES, "127.0.0.1", "::1", "::", "::ffff:127.0.0.1", "fe80::1%lo", "nonsense"])(
    "%s is refused behind a name, alone and among public ones",
    async (address) => {
      await expectUntouched(NAME, { resolve: async () => [address] });
      await expectUntouched(NAME, { resolve: async () => ["93.184.216.34", address] });
    },
  );

  it("is refused as the last of more addresses than are tried", async () => {
    const many = Array.from({ length: 20 }, (_, i) => `93.184.216.${i}`);
    await expectUntouched(NAME, { resolve: async () => [...many, "127.0.0.1"] });
  });

  it("gets not so much as the handshake of TLS", async () => {
    const post = (allowedNetworks: string[]) => {
      const agent = agentFor({ allowedNetworks });
      return sendCallback({ url: `https://127.0.0.1:${port}/`, body: "{}", headers: {}, agent });
    };
    expect(await post([])).toMatchObject({ error: "address_forbidden" });
    expect(seen.connections).toBe(0);
    expect(await post(OWN)).toMatchObject({ error: "tls" });
    expect(seen.connections).toBe(1);
  });

  it.each(["[fe80::1%25lo]", "[::1%lo]", "127.0.0.1%00", "256.0.0.1", "%5B::1%5D"])(
    "%s is no host, and nothing is opened",
    async (host) => {
      const rules = { httpsOnly: false, allowedNetworks: EVERYTHING };
      expect(callbackUrlFault(`http://${host}/`, rules)).toMatch(/whole address/);
      expect(await send(host, agentFor({ allowedNetworks: EVERYTHING }))).toMatchObject({ statusCode: null });
      expect(seen.sockets).toBe(0);
    },
  );
});

describe("a name that changes its mind", () => {
  it("is asked once per connection, and that answer is both checked and called", async () => {
    const answers = [["127.0.0.1"], ["127.0.0.2"], ["10.0.0.1"]];
    let asked = 0;
    const agent = agentFor({ allowedNetworks: OWN, resolve: async () => answers[asked++] ?? [] });
    expect(await send(NAME, agent)).toMatchObject({ statusCode: 200, excerpt: `${NAME}:${port}` });
    expect(asked).toBe(1);
    // Its connection is closed, so the next call asks again.
    witness.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await send(NAME, agent)).toMatchObject({ error: "address_forbidden" });
    expect(await send(NAME, agent)).toMatchObject({ error: "address_forbidden" });
    expect({ asked, ...seen }).toEqual({ asked: 3, connections: 1, calls: 1, sockets: 1 });
  });

  it("keeps its checked connection, which no other name gets", async () => {
    const agent = agentFor({
      allowedNetworks: OWN,
      resolve: async (name) => [name === NAME ? "127.0.0.1" : "127.0.0.2"],
    });
    expect(await send(NAME, agent)).toMatchObject({ statusCode: 200 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await send(NAME, agent)).toMatchObject({ statusCode: 200 });
    expect(await send("other.example", agent)).toMatchObject({ error: "address_forbidden" });
    expect(seen).toEqual({ connections: 1, calls: 2, sockets: 1 });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("%i to an internal address is not followed", async (status) => {
    for (const host of ["127.0.0.1", "[::1]", "localhost", "169.254.169.254"]) {
      const location = `http://${host}:${port}/`;
      const moved = await listen((_req, res) => res.writeHead(status, { location }).end());
      // The witness may be called, so only not following keeps it from being.
      const agent = agentFor({ allowedNetworks: EVERYTHING });
      expect(await send("127.0.0.1", agent, portOf(moved))).toMatchObject({ statusCode: status });
      moved.close();
      moved.closeAllConnections();
    }
    expect(seen).toEqual({ connections: 0, calls: 0, sockets: 4 });
  });
});

describe("the allowed networks", () => {
  it.each([
    ["127.0.0.1/32", "127.0.0.1", true],
    ["127.0.0.1/32", "127.0.0.2", false],
    ["127.0.0.0/31", "127.0.0.1", true],
    ["127.0.0.2/31", "127.0.0.1", false],
    ["126.0.0.0/8", "127.0.0.1", false],
    ["127.0.0.1/32", "::ffff:127.0.0.1", true],
    ["127.0.0.1/32", "::1", false],
    ["127.0.0.1/32", "64:ff9b::7f00:1", false],
    ["::1/128", "::1", true],
    ["::1/128", "::", false],
    ["::1/128", "127.0.0.1", false],
  ])("%s lets %s through: %s", async (network, address, isOpen) => {
    const agent = agentFor({ allowedNetworks: [network], resolve: async () => [address] });
    const expected = isOpen ? { statusCode: 200 } : { error: "address_forbidden" };
    expect(await send(urlHost(address), agent)).toMatchObject(expected);
    expect(await send(NAME, agent)).toMatchObject(expected);
    expect(seen.connections).toBe(isOpen ? 2 : 0);
  });

  it.each([
    ["10.1.2.0/24", ["10.1.2.0", "10.1.2.255"], ["10.1.1.255", "10.1.3.0"]],
    ["100.64.0.0/10", ["100.64.0.0", "100.127.255.255"], ["10.0.0.1", "127.0.0.1"]],
    ["192.168.7.9/32", ["192.168.7.9"], ["192.168.7.8", "192.168.7.10"]],
    ["169.254.169.254/32", ["169.254.169.254"], ["169.254.169.253", "169.254.169.255"]],
    ["fd00:1:2::/48", ["fd00:1:2::", "fd00:1:2:ffff::1"], ["fd00:1:1:ffff::1", "fd00:1:3::"]],
    ["fe80::1/128", ["fe80::1"], ["fe80::", "fe80::2"]],
  ])("%s ends exactly where it says", (network, inside, outside) => {
    expect(inside.filter((ip) => isForbiddenAddress(ip, [network]))).toEqual([]);
    expect(outside.filter((ip) => !isForbiddenAddress(ip, [network]))).toEqual([]);
  });

  it("let no name through of which one address lies outside", async () => {
    const agent = agentFor({ allowedNetworks: OWN, resolve: async () => ["127.0.0.1", "127.0.0.2"] });
    expect(await send(NAME, agent)).toMatchObject({ error: "address_forbidden" });
    expect(seen.connections).toBe(0);
  });

  it("leave the next address to be tried when one does not answer", async () => {
    const only4 = createServer((_req, res) => res.end("ok"));
    await new Promise<void>((resolve) => only4.listen(0, "127.0.0.1", resolve));
    const agent = agentFor({
      allowedNetworks: ["127.0.0.0/8"],
      resolve: async () => ["127.0.0.9", "127.0.0.1"],
    });
    expect(await send(NAME, agent, portOf(only4))).toMatchObject({ statusCode: 200 });
    only4.closeAllConnections();
    only4.close();
  });
});
