import { cva } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils";

const alertVariants = cva("flex items-start gap-2.5 rounded-md px-3 py-2.5 text-sm", {
  variants: {
    tone: {
      info: "bg-blue-surface text-blue-text",
      success: "bg-green-surface text-green-text",
      warning: "bg-amber-surface text-amber-text",
      error: "bg-red-surface text-red-text",
      neutral: "bg-muted text-foreground",
    },
  },
});

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert, neutral: Info };

type AlertTone = keyof typeof icons;
export type AlertProps = Omit<ComponentProps<"div">, "title"> & {
  tone?: AlertTone;
  title?: ReactNode;
  actions?: ReactNode;
};

/** A callout in the page; it is not announced, give `role="alert"` or `role="status"` where it must be. */
export function Alert({ tone = "info", title, actions, className, children, ...props }: AlertProps) {
  const Icon = icons[tone];
  return (
    <div
      data-slot="alert"
      data-tone={tone}
      className={cn(alertVariants({ tone }), actions && "flex-wrap", className)}
      {...props}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className={cn("min-w-0 flex-1", actions && "basis-56")}>
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-foreground/90">{children}</div>}
      </div>
      {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
    </div>
  );
}
