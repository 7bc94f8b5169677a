"use client";

import "@/components/ui/style-nonce";
import { AlertDialog as AlertDialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { DialogHoldContext, useDialogHold, useUnlessHeld } from "@/components/ui/dialog-hold";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { cn } from "@/lib/utils";

export const AlertDialog = AlertDialogPrimitive.Root;

/** Opens with the focus on `AlertDialogCancel`; a press outside does not close it, and while it is held Escape neither. */
export function AlertDialogContent({
  className,
  children,
  ...props
}: ComponentProps<typeof AlertDialogPrimitive.Content>) {
  const held = useDialogHold();
  const focus = useReturnFocus(props);
  return (
    <AlertDialogPrimitive.Portal>
      <AlertDialogPrimitive.Overlay className="fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in" />
      <AlertDialogPrimitive.Content
        data-slot="alert-dialog-content"
        onEscapeKeyDown={held.isHeld ? (event) => event.preventDefault() : undefined}
        className={cn(
          "fixed inset-x-4 top-[max(1rem,16dvh)] z-50 mx-auto flex max-h-[calc(84dvh-1rem)] max-w-md flex-col overflow-y-auto rounded-xl bg-popover shadow-float outline-none data-[state=open]:animate-in",
          className,
        )}
        {...props}
        {...focus}
      >
        <DialogHoldContext value={held}>{children}</DialogHoldContext>
      </AlertDialogPrimitive.Content>
    </AlertDialogPrimitive.Portal>
  );
}

export function AlertDialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="alert-dialog-header" className={cn("grid gap-1 p-4", className)} {...props} />;
}

export function AlertDialogBody({ className, ...props }: ComponentProps<"div">) {
  return (
    <div data-slot="alert-dialog-body" className={cn("grid gap-4 px-4 pb-4 text-sm", className)} {...props} />
  );
}

export function AlertDialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="alert-dialog-footer"
      className={cn("flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3", className)}
      {...props}
    />
  );
}

export function AlertDialogTitle({ className, ...props }: ComponentProps<typeof AlertDialogPrimitive.Title>) {
  return (
    <AlertDialogPrimitive.Title
      data-slot="alert-dialog-title"
      className={cn("wrap-anywhere text-lg font-medium", className)}
      {...props}
    />
  );
}

export function AlertDialogDescription({
  className,
  ...props
}: ComponentProps<typeof AlertDialogPrimitive.Description>) {
  return (
    <AlertDialogPrimitive.Description
      data-slot="alert-dialog-description"
      className={cn("wrap-anywhere text-sm text-muted-foreground", className)}
      {...props}
    />
  );
}

export function AlertDialogCancel({ children = "Cancel", variant = "outline", ...props }: ButtonProps) {
  const unlessHeld = useUnlessHeld();
  return (
    <AlertDialogPrimitive.Cancel asChild>
      <Button data-slot="alert-dialog-cancel" variant={variant} {...props} {...unlessHeld}>
        {children}
      </Button>
    </AlertDialogPrimitive.Cancel>
  );
}

/** Closes the dialog when pressed; where the work runs first, use a `SubmitButton` in a form instead. */
export function AlertDialogAction({ variant = "destructive", ...props }: ButtonProps) {
  return (
    <AlertDialogPrimitive.Action asChild>
      <Button data-slot="alert-dialog-action" variant={variant} {...props} />
    </AlertDialogPrimitive.Action>
  );
}
