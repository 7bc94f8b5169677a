import { createFloor } from "../../../query";

const answer = createFloor(process.env.DATABASE_URL ?? "");

export async function GET(request: Request): Promise<Response> {
  const { status, body } = await answer(request.headers.get("authorization"));
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}
