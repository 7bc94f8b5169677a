"use client";

import { useRouter } from "next/navigation";
import { SecretFacts } from "@/components/api-tokens/secret-facts";
import { LeaveGuard } from "@/components/form/leave-guard";
import { leaveFreely } from "@/components/form/leaving";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { CreatedToken } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";

export type SecretPanelProps = { token: CreatedToken; apiUrl: string };

/** Shows a secret, the only time that it can be seen, and asks before it goes away. */
export function SecretPanel({ token, apiUrl }: SecretPanelProps) {
  const router = useRouter();
  const curl = `curl -H "Authorization: Bearer ${token.secret}" ${apiUrl}/token`;
  return (
    <Card>
      <LeaveGuard when title="Leave without storing the secret?">
        It is shown only here and can never be seen again. Copy it first, then press “I have stored it”.
      </LeaveGuard>
      <CardHeader>
        <div className="min-w-0">
          <CardTitle className="wrap-anywhere">
            The secret of <bdi>{token.name}</bdi>
          </CardTitle>
          <CardDescription>Give it to the supplier over a channel that you trust.</CardDescription>
        </div>
      </CardHeader>
      <CardContent className="grid gap-4">
        <Alert tone="warning">
          It is shown only now. We keep no copy; if it is lost, create a new token.
        </Alert>
        <div className="flex flex-wrap items-center gap-2">
          <code
            data-testid="secret"
            className="min-w-0 flex-1 basis-64 rounded-md border bg-muted px-3 py-2 font-mono text-sm break-all"
          >
            {token.secret}
          </code>
          <CopyButton value={token.secret} label="Copy secret" variant="default" />
        </div>
        <SecretFacts token={token} />
        <div>
          <div className="mb-1.5 flex items-center justify-between gap-2">
            <p className="text-sm text-muted-foreground">A first call:</p>
            <CopyButton value={curl} label="Copy curl" size="sm" />
          </div>
          <pre className="rounded-md border bg-muted px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
            {curl}
          </pre>
        </div>
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
