import { expect } from "vitest";
import type { Contract, ContractAnswer } from "./contract";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type RowFacts = Partial<NonNullable<ContractAnswer["row"]>>;

/** A page of a list, as every list is answered. */
export type ContractPage = { data: { id: string }[]; next_cursor: string | null };

/** Expects the shape that every refusal has (RFC 9457), whoever makes it. */
export function expectProblem(answer: ContractAnswer, status: number, code: string): void {
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  expect(answer.headers.get("x-request-id")).toMatch(UUID_V7);
  expect(answer.body()).toMatchObject({
    title: expect.any(String),
    detail: expect.any(String),
    status,
    code,
    request_id: answer.headers.get("x-request-id"),
  });
}

/** Expects a refusal of the public API, with its row in the request log. */
export function expectRefusal(
  answer: ContractAnswer,
  status: number,
  code: string,
  row: RowFacts = {},
): void {
  expectProblem(answer, status, code);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.body()).toMatchObject({ type: expect.stringMatching(`^https?://[^/]+/api-docs#${code}$`) });
  expect(answer.row).toMatchObject({ status, code, rowsReturned: null, ...row });
}

/** Reads a list to its end in pages of two; expects each to be logged with the number of its rows. */
export async function readPages({ call, token }: Contract, path: string): Promise<ContractPage[]> {
  const pages: ContractPage[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const answer = await call("GET", `${path}?limit=2${cursor && `&cursor=${cursor}`}`, token);
    const page = answer.body() as ContractPage;
    expect([answer.status, answer.row?.rowsReturned]).toEqual([200, page.data.length]);
    pages.push(page);
    cursor = page.next_cursor;
  }
  return pages;
}
