import { type DownloadDefinition, defineDownload } from "@/lib/actions/define-download";
import { getToken } from "@/lib/api-tokens/queries";
import { notFound } from "@/lib/errors";
import { idInput } from "@/lib/input";

type TokenDownloadDefinition<Q> = Omit<DownloadDefinition<Q>, "parse" | "target"> & {
  /** Reads the filters of one token's list as those of the list of all tokens. */
  parse: (params: URLSearchParams, tokenId: string) => Q;
};

/** Makes the GET handler of a download of one token's rows, the token that the address names. */
export function defineTokenDownload<Q extends object>({ parse, ...definition }: TokenDownloadDefinition<Q>) {
  return defineDownload<Q & { tokenId: string }>({
    ...definition,
    parse: (params, route) => {
      const input = idInput.safeParse(route);
      if (!input.success) throw notFound("This token");
      return { ...parse(params, input.data.id), tokenId: input.data.id };
    },
    target: async (ctx, { tokenId }) => {
      const { id, name } = await getToken(ctx, tokenId);
      return { targetId: id, targetLabel: name };
    },
  });
}
