/** True for a row of `delivery_lanes`, by its name in the query, that no worker has in its hands; as text for both drivers. */
export function laneIsFree(lane: string): string {
  return `(${lane}.lease_until is null or ${lane}.lease_until <= now())`;
}
