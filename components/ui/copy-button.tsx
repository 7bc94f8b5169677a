"use client";

import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";

export type CopyButtonProps = Omit<ButtonProps, "value" | "children" | "onClick" | "asChild"> & {
  value: string;
  label?: string;
  iconOnly?: boolean;
};

const words = { copied: "Copied", failed: "Select and copy it by hand" };

/** Puts `value` on the clipboard and says for two seconds whether that worked, to the eye and to a screen reader. */
export function CopyButton({
  value,
  label = "Copy",
  iconOnly = false,
  variant = "outline",
  size,
  ...props
}: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  }

  const text = outcome ? words[outcome] : label;
  const Icon = outcome === "copied" ? Check : outcome === "failed" ? X : Copy;
  return (
    <Button
      data-slot="copy-button"
      variant={variant}
      size={size ?? (iconOnly ? "icon-sm" : "default")}
      aria-label={iconOnly ? label : undefined}
      title={iconOnly ? text : undefined}
      onClick={copy}
      {...props}
    >
      <Icon />
      {!iconOnly && text}
      <span role="status" className="sr-only">
        {outcome && words[outcome]}
      </span>
    </Button>
  );
}
