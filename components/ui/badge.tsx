import { cva } from "class-variance-authority";
import { Ban, CircleAlert, CircleDashed, CirclePause, Clock, Trash2 } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils";

export type BadgeTone =
  | "active"
  | "scheduled"
  | "expiring"
  | "expired"
  | "paused"
  | "deleted"
  | "failing"
  | "warning"
  | "info"
  | "neutral";

const badgeVariants = cva(
  "inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-full px-2 align-middle text-xs font-medium [&>svg]:size-3 [&>svg]:shrink-0",
  {
    variants: {
      tone: {
        active: "bg-green-surface text-green-text",
        scheduled: "bg-blue-surface text-blue-text",
        info: "bg-blue-surface text-blue-text",
        expiring: "bg-amber-surface text-amber-text",
        warning: "bg-amber-surface text-amber-text",
        failing: "bg-red-surface text-red-text",
        expired: "bg-grey-surface text-grey-text",
        paused: "bg-grey-surface text-grey-text",
        deleted: "bg-grey-surface text-grey-text",
        neutral: "bg-grey-surface text-grey-text",
      },
    },
  },
);

const icons: Record<BadgeTone, ReactNode> = {
  active: <span aria-hidden="true" className="mx-[3px] size-1.5 shrink-0 rounded-full bg-green" />,
  scheduled: <CircleDashed aria-hidden="true" />,
  info: null,
  expiring: <Clock aria-hidden="true" />,
  warning: <CircleAlert aria-hidden="true" />,
  failing: <CircleAlert aria-hidden="true" />,
  expired: <Ban aria-hidden="true" />,
  paused: <CirclePause aria-hidden="true" />,
  deleted: <Trash2 aria-hidden="true" />,
  neutral: null,
};

export type BadgeProps = ComponentProps<"span"> & { tone?: BadgeTone; icon?: ReactNode };

/** A state in a word; the tone brings its colour and icon, `icon={null}` leaves the icon out. */
export function Badge({ tone = "neutral", icon, className, children, ...props }: BadgeProps) {
  return (
    <span data-slot="badge" data-tone={tone} className={cn(badgeVariants({ tone }), className)} {...props}>
      {icon === undefined ? icons[tone] : icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
