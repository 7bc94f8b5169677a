import { useReducer, useRef, useTransition } from "react";
import { NOT_BEGUN, recoveryReducer } from "@/components/deliveries/recovery";
import { answering } from "@/components/form/answering";
import { recoverDeliveriesAction } from "@/lib/deliveries/actions";

/**
 * Runs a recovery: `begin` with what a form holds, `goOn` where the last request that did something left off. `count`
 * forgets it all.
 */
export function useRecovery(tokenId: string) {
  const [{ done, error }, dispatch] = useReducer(recoveryReducer, NOT_BEGUN);
  const [running, run] = useTransition();
  const asked = useRef<FormData>(null);

  function begin(payload: FormData) {
    payload.set("tokenId", tokenId);
    asked.current = payload;
    run(async () => dispatch(await answering(recoverDeliveriesAction)(null, payload)));
  }

  function goOn() {
    if (!asked.current || !done?.goOnAfter) return;
    asked.current.set("goOnAfter", done.goOnAfter);
    begin(asked.current);
  }

  return { done, error, running, begin, goOn, count: () => dispatch("counted") };
}
