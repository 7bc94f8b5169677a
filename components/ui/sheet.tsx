"use client";

import "@/components/ui/style-nonce";
import { X } from "lucide-react";
import { Dialog as SheetPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/utils";

export const Sheet = SheetPrimitive.Root;
export const SheetTrigger = SheetPrimitive.Trigger;

export type SheetContentProps = ComponentProps<typeof SheetPrimitive.Content> & { side?: "left" | "right" };

export function SheetContent({ className, children, side = "right", ...props }: SheetContentProps) {
  return (
    <SheetPrimitive.Portal>
      <SheetPrimitive.Overlay className="fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in" />
      <SheetPrimitive.Content
        data-slot="sheet-content"
        className={cn(
          "fixed inset-y-0 z-50 flex flex-col overflow-y-auto bg-popover shadow-float outline-none data-[state=open]:animate-slide-in",
          side === "right"
            ? "right-0 w-full max-w-[520px] [--slide-from:24px]"
            : "left-0 w-64 max-w-[85vw] [--slide-from:-24px]",
          className,
        )}
        {...props}
      >
        {children}
        {/* Stays in its corner when the rest is scrolled, and comes after it by Tab. */}
        <div className="sticky top-0 z-10 order-first flex h-0 justify-end">
          <SheetPrimitive.Close asChild>
            <Button variant="ghost" size="icon-sm" className="mt-3 mr-3 bg-popover" aria-label="Close">
              <X />
            </Button>
          </SheetPrimitive.Close>
        </div>
      </SheetPrimitive.Content>
    </SheetPrimitive.Portal>
  );
}

export function SheetHeader({ className, ...props }: ComponentProps<"div">) {
  return (
    <div data-slot="sheet-header" className={cn("grid gap-1 border-b p-4 pr-12", className)} {...props} />
  );
}

export function SheetBody({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="sheet-body" className={cn("grid content-start gap-4 p-4", className)} {...props} />;
}

export function SheetTitle({ className, ...props }: ComponentProps<typeof SheetPrimitive.Title>) {
  return (
    <SheetPrimitive.Title
      data-slot="sheet-title"
      className={cn("min-w-0 text-lg font-medium wrap-anywhere", className)}
      {...props}
    />
  );
}
