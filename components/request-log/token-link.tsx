import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";
import type { RequestLogRow } from "@/lib/request-log/schema";

/** The token of a call; what nobody knew says so. */
export function TokenLink({ call }: { call: Pick<RequestLogRow, "tokenId" | "tokenName"> }) {
  if (call.tokenId === null) return <span className="text-muted-foreground">Not known</span>;
  return (
    <Link
      href={paths.token(call.tokenId)}
      title={call.tokenName ?? call.tokenId}
      className="rounded-sm text-primary underline-offset-4 hover:underline"
    >
      <bdi>{call.tokenName ?? call.tokenId}</bdi>
    </Link>
  );
}
