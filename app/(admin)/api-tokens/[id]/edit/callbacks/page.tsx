import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { CallbacksForm } from "@/components/callbacks/callbacks-form";
import { ReceiverGuide } from "@/components/callbacks/receiver-guide";
import { SigningSecretCard } from "@/components/callbacks/signing-secret-card";
import { TokenDeliveriesLink } from "@/components/deliveries/token-deliveries-link";
import { grantOf } from "@/lib/api-tokens/grant";
import { pageContext } from "@/lib/auth/current-user";
import { endpointsVersion } from "@/lib/callbacks/endpoints";
import { sampleBodies } from "@/lib/callbacks/example-events";
import { listCallbackHealth } from "@/lib/callbacks/health-queries";
import { listCallbacks } from "@/lib/callbacks/queries";
import { canWrite } from "@/lib/context";
import { VERIFY_SAMPLES } from "@/lib/openapi/verify-samples";
import { getSigningStatus } from "@/lib/signing-secrets/queries";

export const metadata = { title: "Token callbacks" };

type CallbacksPageProps = { params: Promise<{ id: string }> };

export default async function CallbacksPage({ params }: CallbacksPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const [callbacks, health, signing] = await Promise.all([
    listCallbacks(ctx, token.id),
    listCallbackHealth(ctx, token.id),
    getSigningStatus(ctx, token.id),
  ]);
  const readOnly = !canWrite(ctx) || token.state === "deleted";
  return (
    <div className="grid gap-4">
      <TokenDeliveriesLink tokenId={token.id} />
      <CallbacksForm
        token={{ id: token.id, state: token.state }}
        callbacks={callbacks}
        health={health}
        version={endpointsVersion(callbacks)}
        readOnly={readOnly}
      />
      <SigningSecretCard tokenId={token.id} status={signing} readOnly={readOnly} />
      <ReceiverGuide
        callbacks={callbacks}
        sampleBodies={sampleBodies(grantOf(token))}
        verifySamples={VERIFY_SAMPLES}
      />
    </div>
  );
}
