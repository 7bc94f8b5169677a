import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";

export type TokenLinkProps = {
  /** The token that something belongs to, with null for what nobody knows. */
  token: { tokenId: string | null; tokenName: string | null };
};

/** Leads to a token; one without a name is called by its id, and one that is not known says so. */
export function TokenLink({ token: { tokenId, tokenName } }: TokenLinkProps) {
  if (tokenId === null) return <span className="text-muted-foreground">Not known</span>;
  return (
    <Link
      href={paths.token(tokenId)}
      title={tokenName ?? tokenId}
      className="rounded-sm text-primary underline-offset-4 hover:underline"
    >
      <bdi>{tokenName ?? tokenId}</bdi>
    </Link>
  );
}
