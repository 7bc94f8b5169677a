"use client";

import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { PERMISSION_LABELS } from "@/lib/api-tokens/permissions";
import type { CreatedToken } from "@/lib/api-tokens/schema";

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

/** What a new secret is good for, in words. */
export function SecretFacts({ token }: { token: Omit<CreatedToken, "secret"> }) {
  const may = token.permissions.map((permission) => PERMISSION_LABELS[permission]).join(", ");
  return (
    <DescriptionList>
      <DescriptionItem term="Supplier">
        <bdi>{token.supplierName}</bdi>
      </DescriptionItem>
      <DescriptionItem term="It may">
        {may || "Nothing yet: give it a permission before the supplier uses it."}
      </DescriptionItem>
      <DescriptionItem term="It sees">
        {token.seesAllNumbers ? "All managed numbers, also future ones" : token.numberLabels.join(", ")}
        {token.masksContacts ? ", contacts masked" : ", contacts clear"}
      </DescriptionItem>
      <DescriptionItem term="From">
        <Moment value={token.activatesAt} empty="–" />
      </DescriptionItem>
      <DescriptionItem term="Until">
        <Moment value={token.expiresAt} empty="No expiration" />
      </DescriptionItem>
    </DescriptionList>
  );
}
