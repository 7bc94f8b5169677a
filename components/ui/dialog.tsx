"use client";

import "@/components/ui/style-nonce";
import { X } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { DialogHoldContext, useDialogHold, useUnlessHeld } from "@/components/ui/dialog-hold";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { cn } from "@/lib/utils";

export const Dialog = DialogPrimitive.Root;
export const DialogTrigger = DialogPrimitive.Trigger;

export type DialogContentProps = ComponentProps<typeof DialogPrimitive.Content> & { dismissible?: boolean };

/** While it is held, or with `dismissible={false}`, neither Escape, the overlay nor a corner button closes it. */
export function DialogContent({ className, children, dismissible = true, ...props }: DialogContentProps) {
  const held = useDialogHold();
  const closes = dismissible && !held.isHeld;
  const stay = closes ? undefined : (event: Event) => event.preventDefault();
  const focus = useReturnFocus(props);
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className="fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in" />
      <DialogPrimitive.Content
        data-slot="dialog-content"
        onEscapeKeyDown={stay}
        onInteractOutside={stay}
        className={cn(
          "fixed inset-x-4 top-[max(1rem,12dvh)] z-50 mx-auto flex max-h-[calc(88dvh-1rem)] max-w-lg flex-col overflow-y-auto rounded-xl bg-popover shadow-float outline-none data-[state=open]:animate-in",
          className,
        )}
        {...props}
        {...focus}
      >
        <DialogHoldContext value={held}>{children}</DialogHoldContext>
        {closes && (
          <DialogPrimitive.Close asChild>
            <Button variant="ghost" size="icon-sm" className="absolute top-3 right-3" aria-label="Close">
              <X />
            </Button>
          </DialogPrimitive.Close>
        )}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="dialog-header" className={cn("grid gap-1 p-4 pr-12", className)} {...props} />;
}

export function DialogBody({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="dialog-body" className={cn("grid gap-4 px-4 pb-4", className)} {...props} />;
}

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-footer"
      className={cn("flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3", className)}
      {...props}
    />
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof DialogPrimitive.Title>) {
  return (
    <DialogPrimitive.Title
      data-slot="dialog-title"
      className={cn("min-w-0 text-lg font-medium wrap-anywhere", className)}
      {...props}
    />
  );
}

export function DialogDescription({
  className,
  ...props
}: ComponentProps<typeof DialogPrimitive.Description>) {
  return (
    <DialogPrimitive.Description
      data-slot="dialog-description"
      className={cn("text-sm text-muted-foreground", className)}
      {...props}
    />
  );
}

/** Closes the dialog, unless that is held. */
export function DialogCancel({ children = "Cancel", variant = "outline", ...props }: ButtonProps) {
  const unlessHeld = useUnlessHeld();
  return (
    <DialogPrimitive.Close asChild>
      <Button data-slot="dialog-cancel" variant={variant} {...props} {...unlessHeld}>
        {children}
      </Button>
    </DialogPrimitive.Close>
  );
}
