import type { ReactNode } from "react";
import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { TokenHeader } from "@/components/api-tokens/token-header";
import { PageBody } from "@/components/layout/page-body";
import { pageContext } from "@/lib/auth/current-user";
import { canWrite } from "@/lib/context";

type TokenLayoutProps = { params: Promise<{ id: string }>; children: ReactNode };

export default async function TokenLayout({ params, children }: TokenLayoutProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  return (
    <PageBody wide>
      <TokenHeader token={token} canWrite={canWrite(ctx) && token.state !== "deleted"} />
      {children}
    </PageBody>
  );
}
