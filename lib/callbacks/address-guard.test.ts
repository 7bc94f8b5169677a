import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callbackUrlFault, isForbiddenAddress } from "./address-guard";
import { createCallbackAgent } from "./guarded-agent";
import { sendCallback } from "./send";

let server: Server;
let port: number;
let calls = 0;

beforeAll(async () => {
  server = createServer((req, res) => {
    calls++;
    res.end(req.headers.host);
  });
  // Both families, so that every spelling of loopback would get through.
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const SPELLINGS = [
  "127.0.0.1",
  "127.1",
  "127.0.0.1.",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "127.255.255.254",
  "0.0.0.0",
  "0",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "api.localhost",
  "①②⑦.0.0.1",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
  "[2001:0:7f00:1::]",
  "[fc00::1]",
  "[fd12:3456::1]",
  "[fe80::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[2001:db8::1]",
  "[4000::1]",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "[fd00:ec2::254]",
  "100.64.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
];

describe("the address guard", () => {
  it.each(SPELLINGS)("refuses %s, in the form and at connect", async (host) => {
    const url = `http://${host}:${port}/`;
    expect(callbackUrlFault(url, { httpsOnly: false, allowedNetworks: [] })).toMatch(/public internet/);
    const agent = createCallbackAgent({ allowedNetworks: [] });
    const before = calls;
    const { error } = await sendCallback({ url, body: "{}", headers: {}, agent });
    // A resolver need not know every name below localhost.
    expect(/localhost/i.test(host) && error === "dns" ? "address_forbidden" : error).toBe(
      "address_forbidden",
    );
    expect(calls).toBe(before);
    await agent.destroy();
  });

  it.each([["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:127.0.0.1"], ["fe80::1%lo"]])(
    "refuses a name that resolves to %s",
    async (...addresses) => {
      const agent = createCallbackAgent({ allowedNetworks: [], resolve: async () => addresses });
      const url = `http://example.com:${port}/`;
      const before = calls;
      expect(await sendCallback({ url, body: "{}", headers: {}, agent })).toMatchObject({
        error: "address_forbidden",
      });
      expect(calls).toBe(before);
      await agent.destroy();
    },
  );

  it("connects to the address it checked, whatever DNS says next, and keeps the Host", async () => {
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const agent = createCallbackAgent({
      allowedNetworks: ["127.0.0.1/32"],
      resolve: async () => answers.shift() ?? [],
    });
    const url = `http://example.com:${port}/`;
    const first = await sendCallback({ url, body: "{}", headers: {}, agent });
    expect(first).toMatchObject({ statusCode: 200, excerpt: `example.com:${port}` });
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The kept connection is to the checked address; a new one asks DNS again and is refused.
    expect(await sendCallback({ url, body: "{}", headers: {}, agent })).toMatchObject({ statusCode: 200 });
    server.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await sendCallback({ url, body: "{}", headers: {}, agent })).toMatchObject({
      error: "address_forbidden",
    });
    await agent.destroy();
  });

  it("tries the next address when one does not answer", async () => {
    const agent = createCallbackAgent({
      allowedNetworks: ["127.0.0.0/8"],
      resolve: async () => ["127.0.0.9", "127.0.0.1"],
    });
    const only4 = createServer((_req, res) => res.end("ok"));
    await new Promise<void>((resolve) => only4.listen(0, "127.0.0.1", resolve));
    const url = `http://example.com:${(only4.address() as AddressInfo).port}/`;
    expect(await sendCallback({ url, body: "{}", headers: {}, agent })).toMatchObject({ statusCode: 200 });
    await agent.destroy();
    only4.closeAllConnections();
    only4.close();
  });
});

describe("callbackUrlFault", () => {
  const rules = { httpsOnly: true, allowedNetworks: [] };

  it.each(["https://example.com/hook", "https://8.8.8.8:8443/x?y=1", "https://[2606:4700::1111]/"])(
    "takes %s",
    (url) => {
      expect(callbackUrlFault(url, rules)).toBeNull();
    },
  );

  it.each(["", "example.com", "https://", "http://example.com", "ftp://example.com", "javascript:alert(1)"])(
    "refuses %s",
    (url) => {
      expect(callbackUrlFault(url, rules)).not.toBeNull();
    },
  );

  it("refuses credentials", () => {
    expect(callbackUrlFault("https://me:pw@example.com/", rules)).toMatch(/password/);
  });

  it("lets an allowed network through", () => {
    const allowedNetworks = ["127.0.0.0/8", "10.1.2.3/32"];
    const open = { httpsOnly: false, allowedNetworks };
    expect(callbackUrlFault("http://localhost:4500/", open)).toBeNull();
    expect(callbackUrlFault("http://10.1.2.3/", open)).toBeNull();
    expect(callbackUrlFault("http://10.1.2.4/", open)).not.toBeNull();
  });

  it("lets global unicast through only", () => {
    for (const ip of ["8.8.8.8", "2606:4700::1111"]) expect(isForbiddenAddress(ip, [])).toBe(false);
    for (const ip of ["", "example.com", "168.63.129.16", "::ffff:8.8.8.8", "2002:808:808::"])
      expect(isForbiddenAddress(ip, [])).toBe(true);
  });
});
