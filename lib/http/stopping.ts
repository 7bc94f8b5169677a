import { once } from "@/db/registry";

const state = () => once("stopping", () => ({ isStopping: false }));

/** Says that this process takes in nothing new, so that whoever spreads the load looks elsewhere. */
export function declareStopping(): void {
  state().isStopping = true;
}

/** True once the server of this process was told to stop. */
export function isStopping(): boolean {
  return state().isStopping;
}
