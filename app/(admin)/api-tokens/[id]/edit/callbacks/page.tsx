import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { CallbacksForm } from "@/components/callbacks/callbacks-form";
import { TokenDeliveriesLink } from "@/components/deliveries/token-deliveries-link";
import { pageContext } from "@/lib/auth/current-user";
import { endpointsVersion } from "@/lib/callbacks/endpoints";
import { listCallbacks } from "@/lib/callbacks/queries";
import { canWrite } from "@/lib/context";

export const metadata = { title: "Token callbacks" };

type CallbacksPageProps = { params: Promise<{ id: string }> };

export default async function CallbacksPage({ params }: CallbacksPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const callbacks = await listCallbacks(ctx, token.id);
  return (
    <div className="grid gap-4">
      <TokenDeliveriesLink tokenId={token.id} />
      <CallbacksForm
        tokenId={token.id}
        callbacks={callbacks}
        version={endpointsVersion(callbacks)}
        readOnly={!canWrite(ctx) || token.state === "deleted"}
      />
    </div>
  );
}
