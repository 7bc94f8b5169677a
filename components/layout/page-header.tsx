import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/utils";

type Crumb = { label: string; href: string };
export type PageHeaderProps = {
  title: ReactNode;
  breadcrumb?: readonly Crumb[];
  badge?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** The one `<h1>` of a page; the breadcrumb holds the pages above it, not the page itself. */
export function PageHeader({ title, breadcrumb, badge, description, actions, className }: PageHeaderProps) {
  return (
    <header
      data-slot="page-header"
      className={cn("flex flex-wrap items-start justify-between gap-x-6 gap-y-3", className)}
    >
      <div className="min-w-0 max-w-full flex-1 basis-64">
        {breadcrumb && breadcrumb.length > 0 && (
          <nav aria-label="Breadcrumb" className="mb-1">
            <ol className="flex flex-wrap items-center gap-1 text-sm text-muted-foreground">
              {breadcrumb.map((crumb) => (
                <li key={crumb.href} className="flex min-w-0 items-center gap-1">
                  <Link href={crumb.href} className="max-w-60 truncate rounded-sm hover:text-foreground">
                    {crumb.label}
                  </Link>
                  <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 opacity-60 rtl:rotate-180" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="min-w-0 text-xl font-medium tracking-tight wrap-anywhere">
            {title}
          </h1>
          {badge}
        </div>
        {description && <div className="mt-1 max-w-3xl text-sm text-muted-foreground">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
