import { expect, test } from "vitest";
import { AppError } from "../errors";
import { problemHeaders, problemOf } from "./problem";

const challenge = (error: AppError) => problemHeaders(error)["www-authenticate"];

test("a token that is not taken is told why in what a header may hold", () => {
  expect(challenge(new AppError("token_expired", 'Ask "WitiOp" …\r\nX: \\y'))).toBe(
    'Bearer error="invalid_token", error_description="Ask ?WitiOp? ???X: ?y"',
  );
});

test("what is missing is asked for, and a missing permission is named", () => {
  expect(challenge(new AppError("token_missing", "Send the token."))).toBe("Bearer");
  expect(challenge(new AppError("secret_required", "Send the secret."))).toBe("Bearer");
  const lacking = new AppError("permission_missing", "No.", { missingPermission: "conversations:read" });
  expect(challenge(lacking)).toBe('Bearer error="insufficient_scope", scope="conversations:read"');
  for (const code of ["ip_not_allowed", "unauthenticated", "rate_limited"] as const)
    expect(challenge(new AppError(code, "No."))).toBeUndefined();
});

test("the type is where a documented code is explained, and of others nothing", () => {
  const typeOf = (error: AppError) => problemOf(error, "", "https://witiop.test").type;
  expect(typeOf(new AppError("rate_limited", "No."))).toBe("https://witiop.test/api-docs#rate_limited");
  expect(typeOf(new AppError("signature_invalid", "No."))).toBe("about:blank");
});
