"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

/** Busy while the form around it runs its action, or while `busy` says so. */
export function SubmitButton({ busy = false, ...props }: Omit<ButtonProps, "type" | "asChild">) {
  const { pending } = useFormStatus();
  return <Button type="submit" busy={busy || pending} {...props} />;
}
