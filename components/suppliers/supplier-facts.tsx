import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";
import type { SupplierRow } from "@/lib/suppliers/schema";

/** What is known of a supplier, as words. */
export function SupplierFacts({ supplier }: { supplier: SupplierRow }) {
  return (
    <DescriptionList>
      <DescriptionItem term="Contact e-mail">
        {supplier.contactEmail ? (
          <a href={`mailto:${supplier.contactEmail}`} className="text-primary break-all hover:underline">
            {supplier.contactEmail}
          </a>
        ) : (
          "–"
        )}
      </DescriptionItem>
      <DescriptionItem term="Tokens">
        <Link href={paths.supplierTokens(supplier.id)} className="text-primary hover:underline">
          {formatNumber(supplier.usableTokens)} usable of {formatNumber(supplier.tokens)}
        </Link>
      </DescriptionItem>
      <DescriptionItem term="Last used">
        <RelativeTime value={supplier.lastUsedAt} empty="Never" />
      </DescriptionItem>
      <DescriptionItem term="Created">
        <DateTime value={supplier.createdAt} />
      </DescriptionItem>
      {supplier.archivedAt && (
        <DescriptionItem term="Archived">
          <DateTime value={supplier.archivedAt} />
        </DescriptionItem>
      )}
      {supplier.note && (
        <DescriptionItem term="Note">
          <p dir="auto" className="whitespace-pre-wrap">
            {supplier.note}
          </p>
        </DescriptionItem>
      )}
      <DescriptionItem term="Supplier id" mono>
        {supplier.id}
      </DescriptionItem>
    </DescriptionList>
  );
}
