import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { requestContext } from "../auth/current-user";
import type { Context, Right } from "../context";
import { AppError, invalidFields } from "../errors";
import { requestId } from "../http/trusted-headers";
import { fieldErrors } from "../input";
import { logger } from "../logger";
import type { ActionResult } from "../result";
import { formObject } from "./form-data";
import { requireOwnSite } from "./require-own-site";

export type ActionDefinition<S extends z.ZodType, T> = {
  right: Right;
  input: S;
  run: (ctx: Context, input: z.output<S>) => Promise<T>;
};

function refusal<T>(error: unknown, id: string): ActionResult<T> {
  unstable_rethrow(error);
  if (error instanceof AppError)
    return {
      ok: false,
      error: { code: error.code, message: error.message, fields: error.details.fields },
    };
  logger().error({ err: error, requestId: id }, "action failed");
  return {
    ok: false,
    error: {
      code: "internal",
      message: `Something failed on our side. Nothing was saved; try again, or quote the request id ${id}.`,
    },
  };
}

/**
 * Makes a server action, which is a public POST whatever the page shows: it checks which site
 * asks, session and right before it looks at the input, and answers refusals as values. Fits `useActionState`; takes a form or a plain value.
 */
export function defineAction<S extends z.ZodType, T>(definition: ActionDefinition<S, T>) {
  return async (
    _previous: ActionResult<T> | null,
    payload: FormData | z.input<S>,
  ): Promise<ActionResult<T>> => {
    try {
      requireOwnSite(await headers());
      const ctx = await requestContext(definition.right);
      const parsed = definition.input.safeParse(payload instanceof FormData ? formObject(payload) : payload);
      if (!parsed.success) throw invalidFields(fieldErrors(parsed.error));
      return { ok: true, data: await definition.run(ctx, parsed.data) };
    } catch (error) {
      return refusal(error, requestId(await headers()));
    }
  };
}
