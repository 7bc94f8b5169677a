import type { Instrumentation } from "next";
import { requestId } from "@/lib/http/trusted-headers";
import { logger } from "@/lib/logger";

/** Ties an error of a page, which the log holds under its digest, to the request id that its reader is shown. */
export const onRequestError: Instrumentation.onRequestError = (error, { headers, path }) => {
  const given = new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  logger().error({ requestId: requestId(given), digest, path: path.split("?")[0] }, "page failed");
};
