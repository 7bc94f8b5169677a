import { Send } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";

/** Leads to what a token's callbacks are owed and got. */
export function TokenDeliveriesLink({ tokenId }: { tokenId: string }) {
  return (
    <Button asChild variant="outline" className="justify-self-start">
      <Link href={paths.tokenDeliveries(tokenId)}>
        <Send />
        Show deliveries
      </Link>
    </Button>
  );
}
