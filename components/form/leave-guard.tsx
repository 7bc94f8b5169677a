"use client";

import { type ReactNode, useEffect, useState } from "react";
import { askBeforeLeaving } from "@/components/form/leaving";
import { useLeaveEvents } from "@/components/form/use-leave-events";
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";

export type LeaveGuardProps = {
  /** Whether leaving would lose something. */
  when: boolean;
  title?: string;
  children?: ReactNode;
};

/** Asks before the page is left while something would be lost; Stay has the focus. */
export function LeaveGuard({
  when,
  title = "Leave without saving?",
  children = "What you changed in this form would be lost.",
}: LeaveGuardProps) {
  const [go, setGo] = useState<() => void>();
  useLeaveEvents(when);
  useEffect(() => (when ? askBeforeLeaving((next) => setGo(() => next)) : undefined), [when]);
  return (
    <AlertDialog open={go !== undefined} onOpenChange={() => setGo(undefined)}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription>{children}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>Stay</AlertDialogCancel>
          <AlertDialogAction onClick={go}>Leave</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
