import { describe, expect, it } from "vitest";
import { callbackUrlFault, isForbiddenAddress } from "./address-guard";

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

  it.each(["\0", "\n", "\t", "\u007f", "\u0085"])("refuses the control character %j", (character) => {
    expect(callbackUrlFault(`https://example.com/a${character}b`, rules)).toMatch(/whole address/);
  });

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
