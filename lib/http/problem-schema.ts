import { z } from "zod";
import { PERMISSIONS } from "@/db/constants";
import type { ErrorCode } from "../errors";

/** The codes with which the public API refuses, and what each means to who is refused. */
export const API_PROBLEMS = {
  token_missing: "The header Authorization: Bearer wtp_… is missing or has another form.",
  token_unknown: "No token has this secret. Check that it was copied whole.",
  token_expired: "The token's expiration date has passed. Ask for a new one.",
  token_not_yet_active: "The token's activation date is still to come.",
  token_paused: "The token is paused. Ask its admin to resume it.",
  token_deleted: "The token was deleted. Ask for a new one.",
  secret_rotated: "The token has a newer secret. Use that one.",
  ip_not_allowed: "The token may not be used from this address.",
  permission_missing: "The token lacks the permission that missing_permission names.",
  rate_limited:
    "Too many calls within a minute, or exports at a time. Wait for the seconds that Retry-After says.",
  invalid_parameter: "A parameter has a value that it may not have, or is not known here. See errors.",
  invalid_cursor:
    "The cursor is not one of this list. Start again without it; in GET /events begin with from.",
  not_found: "There is no such thing, or the token does not see it; the two are answered alike.",
  method_not_allowed: "The API is read by GET. See Allow.",
  not_acceptable: "Accept names no media type that the route answers.",
  unsupported_media_type: "The request has a body. Send none.",
  uri_too_long: "The address, its query included, is longer than 8,192 characters.",
  too_many_headers: "The request has more than 100 headers.",
  malformed_request: "What came is not HTTP/1.1, or says twice and differently where its body ends.",
  request_cut_off: "The request ends before its headers or its body do.",
  headers_too_large: "The request has more than 16 kB of request line and headers.",
  chunk_extensions_too_large: "The request has more than 16 kB of chunk extensions.",
  request_timeout: "The headers took over 15 seconds, or the whole request over 60.",
  unavailable: "The database cannot be reached. Try again after the seconds that Retry-After says.",
  internal: "Something failed on our side. Try again, or quote the request id.",
} satisfies Partial<Record<ErrorCode, string>>;

export type ApiProblemCode = keyof typeof API_PROBLEMS;

const API_PROBLEM_CODES = Object.keys(API_PROBLEMS) as [ApiProblemCode, ...ApiProblemCode[]];

/** A refusal as the public API answers it. */
export const problemResource = z
  .strictObject({
    type: z.url().describe("Where its code is explained."),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe("What is wrong and what to do, for people."),
    code: z.enum(API_PROBLEM_CODES).describe("What is wrong, for programs. It never changes."),
    request_id: z.uuid().describe("The same as in X-Request-Id; quote it when you ask about a call."),
    missing_permission: z
      .enum(PERMISSIONS)
      .nullable()
      .describe("The permission that the token lacks; null for any other refusal."),
    errors: z
      .record(z.string(), z.string())
      .nullable()
      .describe("What is wrong with each parameter, by its name; null for any other refusal."),
  })
  .meta({ id: "Problem", description: "A refusal: problem details of RFC 9457." });

export type ProblemResource = z.output<typeof problemResource>;
