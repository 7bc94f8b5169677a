import { equalsSecretly } from "../equals-secretly";

/** True when the request brings this secret as its bearer token; takes the same time whatever it brings. */
export function hasBearer(request: Request, secret: string): boolean {
  return equalsSecretly(request.headers.get("authorization") ?? "", `Bearer ${secret}`);
}
