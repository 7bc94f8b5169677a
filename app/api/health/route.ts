import { safetyHeaders } from "@/lib/http/safety-headers";

/** Liveness: the process answers, whatever else is wrong; who restarts it on failure helps no database by that. */
export async function GET(): Promise<Response> {
  return Response.json({ status: "ok" }, { headers: { ...safetyHeaders(), "cache-control": "no-store" } });
}
