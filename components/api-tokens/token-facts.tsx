import { TokenStateBadge } from "@/components/api-tokens/token-state-badge";
import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { PERMISSION_LABELS } from "@/lib/api-tokens/permissions";
import type { TokenDetails } from "@/lib/api-tokens/schema";

function Moment({ value, empty }: { value: Date | null; empty: string }) {
  if (value === null) return empty;
  return (
    <>
      <DateTime value={value} zone />{" "}
      <span className="text-muted-foreground">
        (<RelativeTime value={value} />)
      </span>
    </>
  );
}

/** The token's settings as words. */
export function TokenFacts({ token }: { token: TokenDetails }) {
  const permissions = token.permissions.map((permission) => PERMISSION_LABELS[permission]);
  return (
    <DescriptionList>
      <DescriptionItem term="State">
        <TokenStateBadge token={token} />
      </DescriptionItem>
      <DescriptionItem term="Supplier">
        <bdi>{token.supplierName}</bdi>
      </DescriptionItem>
      <DescriptionItem term="Activation">
        <Moment value={token.activatesAt} empty="–" />
      </DescriptionItem>
      <DescriptionItem term="Expiration">
        <Moment value={token.expiresAt} empty="Never" />
      </DescriptionItem>
      <DescriptionItem term="Permissions">{permissions.join(", ") || "None"}</DescriptionItem>
      <DescriptionItem term="Sees">
        {token.seesAllNumbers ? "All managed numbers" : token.numberLabels.join(", ") || "No number"}
        {token.masksContacts ? ", contacts masked" : ", contacts clear"}
      </DescriptionItem>
      <DescriptionItem term="Allowed addresses" mono={token.allowedIps.length > 0}>
        {token.allowedIps.join(", ") || "Any"}
      </DescriptionItem>
      <DescriptionItem term="Last used">
        <Moment value={token.lastUsedAt} empty="Never" />
      </DescriptionItem>
      <DescriptionItem term="Created">
        <Moment value={token.createdAt} empty="–" />
        {token.createdByName && (
          <>
            {" "}
            by <bdi>{token.createdByName}</bdi>
          </>
        )}
      </DescriptionItem>
      {token.note && (
        <DescriptionItem term="Note">
          <p dir="auto" className="whitespace-pre-wrap">
            {token.note}
          </p>
        </DescriptionItem>
      )}
      <DescriptionItem term="Token id" mono>
        {token.id}
      </DescriptionItem>
    </DescriptionList>
  );
}
