import { UnusedPermissions } from "@/components/api-tokens/unused-permissions";
import { Deferred } from "@/components/layout/deferred";
import {
  DescriptionItem,
  type DescriptionItemProps,
  DescriptionList,
} from "@/components/layout/description-list";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Permission } from "@/lib/api-tokens/permissions";
import type { TokenDetails, VisibleCounts } from "@/lib/api-tokens/schema";
import { formerVisibilitySentence, permissionSentence, visibilitySentence } from "@/lib/api-tokens/sentences";
import { formatCount } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";

function Fact(props: DescriptionItemProps) {
  return <DescriptionItem className="sm:grid-cols-[120px_minmax(0,1fr)]" {...props} />;
}

function Moment({ value, empty }: { value: Date | null; empty: string }) {
  if (value === null) return empty;
  return (
    <>
      <DateTime value={value} />{" "}
      <span className="text-muted-foreground">
        (<RelativeTime value={value} />)
      </span>
    </>
  );
}

function Numbers({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <ul className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground">
      {labels.map((label) => (
        <li key={label} className="min-w-0 wrap-anywhere">
          <bdi>{label}</bdi>
        </li>
      ))}
    </ul>
  );
}

export type TokenFactsProps = {
  token: TokenDetails;
  /** Null of a deleted token, which sees nothing. */
  counts: Promise<VisibleCounts> | null;
  unused: readonly Permission[];
  canWrite: boolean;
};

/** The token's settings as sentences. */
export function TokenFacts({ token, counts, unused, canWrite }: TokenFactsProps) {
  return (
    <DescriptionList>
      <Fact term="Supplier">
        <Link href={paths.supplier(token.supplierId)} className="text-primary wrap-anywhere hover:underline">
          <bdi>{token.supplierName}</bdi>
        </Link>
      </Fact>
      <Fact term="Permissions">
        {permissionSentence(token.permissions, counts === null)}
        <UnusedPermissions tokenId={token.id} permissions={unused} canWrite={canWrite} />
      </Fact>
      <Fact term="Sees">
        {/* Room for a sentence of two lines, so that nothing moves when it arrives. */}
        <div className={token.seesAllNumbers ? "min-h-10" : "min-h-15"}>
          {counts === null ? (
            formerVisibilitySentence(token)
          ) : (
            <Deferred value={counts} fallback={<Skeleton className="my-0.5 w-full max-w-80" />}>
              {(visible) => visibilitySentence(token, visible)}
            </Deferred>
          )}
          {!token.seesAllNumbers && <Numbers labels={token.numberLabels} />}
        </div>
      </Fact>
      <Fact term="Rate limit">{formatCount(token.rateLimitPerMinute, "request")} per minute</Fact>
      <Fact term="Allowed addresses" mono={token.allowedIps.length > 0}>
        {token.allowedIps.join(", ") || "Any address"}
      </Fact>
      <Fact term="Last used">
        <Moment value={token.lastUsedAt} empty="Never" />
      </Fact>
      <Fact term="Created">
        <Moment value={token.createdAt} empty="–" />
        {token.createdByName && (
          <>
            {" "}
            by <bdi>{token.createdByName}</bdi>
          </>
        )}
      </Fact>
      {token.note && (
        <Fact term="Note">
          <p dir="auto" className="whitespace-pre-wrap">
            {token.note}
          </p>
        </Fact>
      )}
      <Fact term="Token id" mono>
        {token.id}
      </Fact>
    </DescriptionList>
  );
}
