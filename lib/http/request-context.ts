import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "@/db/registry";

const storage = () => once("request-context", () => new AsyncLocalStorage<{ requestId: string }>());

/** Runs the work of a request; whatever it logs, however deep, carries this id. */
export function withRequestId(requestId: string, work: () => void): void {
  storage().run({ requestId }, work);
}

/** What every line of the log has of the request that it is about: its id, or nothing outside of one. */
export function currentRequest(): { requestId?: string } {
  return storage().getStore() ?? {};
}
