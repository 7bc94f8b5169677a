import { TokenStateBadge } from "@/components/api-tokens/token-state-badge";
import { TitleCell } from "@/components/data-table/title-cell";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { TokenRow } from "@/lib/api-tokens/schema";
import { formatCount } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";

export type SupplierTokensProps = { supplierId: string; tokens: TokenRow[]; total: number };

/** The newest tokens of a supplier with their states, and the way to all of them. */
export function SupplierTokens({ supplierId, tokens, total }: SupplierTokensProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Tokens</CardTitle>
        {total > 0 && (
          <Link href={paths.supplierTokens(supplierId)} className="text-sm text-primary hover:underline">
            {total > tokens.length ? `Show all ${formatCount(total, "token")}` : "Show in the token table"}
          </Link>
        )}
      </CardHeader>
      <CardContent className="@container py-1.5">
        {tokens.length === 0 && <p className="py-2.5 text-sm text-muted-foreground">It has no tokens.</p>}
        <ul className="divide-y text-sm">
          {tokens.map((token) => (
            <li key={token.id} className="flex min-h-10 items-center justify-between gap-3">
              <Link href={paths.token(token.id)} className="min-w-0 py-1.5 font-medium hover:underline">
                <TitleCell title={token.name} suffix={`…${token.secretHint}`} />
              </Link>
              <span className="shrink-0">
                <TokenStateBadge token={token} />
              </span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
