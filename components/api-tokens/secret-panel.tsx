"use client";

import { useRouter } from "next/navigation";
import { FirstCall } from "@/components/api-tokens/first-call";
import { LeaveSecretGuard } from "@/components/api-tokens/leave-secret-guard";
import { SecretFacts } from "@/components/api-tokens/secret-facts";
import { SecretOnce } from "@/components/api-tokens/secret-once";
import { leaveFreely } from "@/components/form/leaving";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import type { CreatedToken } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";

export type SecretPanelProps = { token: CreatedToken; apiUrl: string };

/** Shows a secret, the only time that it can be seen, and asks before it goes away. */
export function SecretPanel({ token, apiUrl }: SecretPanelProps) {
  const router = useRouter();
  return (
    <Card>
      <LeaveSecretGuard />
      <CardHeader>
        <div className="min-w-0">
          <CardTitle className="wrap-anywhere">
            The secret of <bdi>{token.name}</bdi>
          </CardTitle>
          <CardDescription>Give it to the supplier over a channel that you trust.</CardDescription>
        </div>
      </CardHeader>
      <CardContent className="grid gap-4">
        <SecretOnce secret={token.secret} />
        <FirstCall secret={token.secret} apiUrl={apiUrl} />
        <SecretFacts token={token} />
      </CardContent>
      <CardFooter>
        <Button
          variant="outline"
          onClick={() => leaveFreely(() => router.push(paths.tokenCallbacks(token.id)))}
        >
          I have stored it, set callbacks
        </Button>
        <Button onClick={() => leaveFreely(() => router.push(paths.token(token.id)))}>
          I have stored it
        </Button>
      </CardFooter>
    </Card>
  );
}
