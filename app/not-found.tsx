import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { paths } from "@/lib/paths";

export default function NotFound() {
  return (
    <EmptyState
      icon={SearchX}
      title="This page is not there"
      action={
        <Button asChild variant="outline">
          <Link href={paths.tokens()}>Go to the tokens</Link>
        </Button>
      }
    >
      The address is wrong, or what it named is gone.
    </EmptyState>
  );
}
