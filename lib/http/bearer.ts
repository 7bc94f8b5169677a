import { equalsSecretly } from "../equals-secretly";
import { AppError } from "../errors";

/**
 * Why a request may not use a route that is guarded by one secret, called `name`: it does not bring it as its bearer
 * token. Null when it does; takes the same time whatever it brings.
 */
export function bearerRefusal(request: Request, secret: string, name: string): AppError | null {
  return equalsSecretly(request.headers.get("authorization") ?? "", `Bearer ${secret}`)
    ? null
    : new AppError("secret_required", `Send the ${name} secret as a bearer token.`);
}
