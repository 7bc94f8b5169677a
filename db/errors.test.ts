import { expect, test } from "vitest";
import { isUnreachable, sqlState } from "./errors";

const failed = (code: string) =>
  new Error("a query failed", { cause: Object.assign(new Error("x"), { code }) });

test.each([
  ...["CONNECTION_CLOSED", "CONNECT_TIMEOUT", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"],
  ...["08006", "57P01", "57P03", "53300"],
])("after %s another try may pass", (code) => expect(isUnreachable(failed(code))).toBe(true));

test.each(["23505", "57014", "42P01", "ENOENT", "XCONNECTION_CLOSED"])("after %s it will not", (code) =>
  expect(isUnreachable(failed(code))).toBe(false),
);

test("the SQLSTATE is found below what wraps it, and is none for the network's codes", () => {
  expect(sqlState(failed("23505"))).toBe("23505");
  expect(sqlState(failed("CONNECTION_CLOSED"))).toBeNull();
  expect(sqlState(failed("EPIPE"))).toBeNull();
  expect(sqlState("text")).toBeNull();
});
