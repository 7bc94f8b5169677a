import { SearchX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
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
