import { z } from "zod";

/** For a route that takes no query. */
export const noQuery = z.strictObject({});

/** For a route whose path has no parameter: nothing of Next.js, an empty object of `server.ts`. */
export const noParams = z.object({}).default({});

/** For a route whose path ends in an id; any text passes, for a malformed id is answered like an unknown one. */
export const idParams = z.object({ id: z.string().meta({ format: "uuid", description: "Its id." }) });
