import { Link } from "@/components/ui/link";
import type { AuditRow } from "@/lib/audit/schema";
import { targetWords } from "@/lib/audit/words";
import { paths } from "@/lib/paths";
import { cn } from "@/lib/utils";

type Target = Pick<AuditRow, "targetType" | "targetId" | "targetLabel">;

const PAGES: Record<string, (id: string) => string> = { api_token: paths.token, supplier: paths.supplier };

function hrefOf({ targetType, targetId }: Target): string | null {
  const page = Object.hasOwn(PAGES, targetType) ? PAGES[targetType] : undefined;
  return page && targetId ? page(targetId) : null;
}

/** What a change is about, as a link where it has a page of its own. */
export function TargetLink({ target, className }: { target: Target; className?: string }) {
  const href = hrefOf(target);
  const label = target.targetLabel ?? (href ? targetWords(target.targetType) : null);
  // A download of a whole list is about no single thing.
  if (label === null) return <span className="text-muted-foreground">–</span>;
  if (!href) return <bdi className={cn("wrap-anywhere", className)}>{label}</bdi>;
  return (
    <Link
      href={href}
      title={label}
      className={cn("rounded-sm text-primary underline-offset-4 hover:underline", className)}
    >
      <bdi>{label}</bdi>
    </Link>
  );
}
