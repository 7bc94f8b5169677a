import type { ReactNode } from "react";
import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { RotationStatus } from "@/components/api-tokens/rotation-status";
import { TokenHeader } from "@/components/api-tokens/token-header";
import { PageBody } from "@/components/layout/page-body";
import { getRotationStatus } from "@/lib/api-tokens/rotation-queries";
import { pageContext } from "@/lib/auth/current-user";
import { canWrite } from "@/lib/context";

type TokenLayoutProps = { params: Promise<{ id: string }>; children: ReactNode };

export default async function TokenLayout({ params, children }: TokenLayoutProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const rotation = await getRotationStatus(ctx, token.id);
  const mayChange = canWrite(ctx) && token.state !== "deleted";
  return (
    <PageBody wide>
      <TokenHeader
        token={token}
        outgoingHint={rotation?.end === null ? rotation.oldSecret.hint : null}
        canWrite={mayChange}
      />
      {rotation && (
        <RotationStatus tokenId={token.id} tokenState={token.state} status={rotation} canWrite={mayChange} />
      )}
      {children}
    </PageBody>
  );
}
