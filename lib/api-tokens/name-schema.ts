import { z } from "zod";
import { searchText } from "../table/list-params";

export const searchTokensInput = z.object({ q: searchText.default("") });
export type SearchTokensInput = z.output<typeof searchTokensInput>;

/** A token to choose by its name. */
export type TokenOption = { id: string; name: string };
