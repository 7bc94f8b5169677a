import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { cn } from "@/lib/utils";

export type CodeBlockProps = {
  /** What it is, beside the button that copies it. */
  label: string;
  code: string;
  /** Off in the file, which runs no script. */
  canCopy: boolean;
  className?: string;
};

/** Code that scrolls sideways rather than breaks its lines. */
export function CodeBlock({ label, code, canCopy, className }: CodeBlockProps) {
  return (
    <figure data-slot="code-block" className={cn("min-w-0 rounded-md border bg-surface", className)}>
      <figcaption className="flex min-h-8 items-center justify-between gap-2 border-b py-0.5 pr-0.5 pl-3 text-xs text-muted-foreground">
        <span className="min-w-0 truncate">{label}</span>
        {canCopy && <CopyButton value={code} label={`Copy: ${label}`} iconOnly variant="ghost" />}
      </figcaption>
      <ScrollRegion label={label} dir="ltr" className="max-h-128 rounded-b-md p-3">
        <pre className="font-mono text-xs">{code}</pre>
      </ScrollRegion>
    </figure>
  );
}
