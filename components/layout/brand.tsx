import { KeyRound } from "lucide-react";
import { Link } from "@/components/ui/link";

export function Brand({ href }: { href: string }) {
  return (
    <Link
      data-slot="brand"
      href={href}
      className="flex items-center gap-2.5 rounded-md text-base font-medium"
    >
      <span className="grid size-6 place-items-center rounded-md bg-primary text-primary-foreground">
        <KeyRound aria-hidden="true" className="size-3.5" />
      </span>
      API access
    </Link>
  );
}
