"use client";

import { useRouter } from "next/navigation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { CreatedToken } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";

export type SecretPanelProps = { token: CreatedToken; apiUrl: string };

/** Shows a secret, the only time that it can be seen. */
export function SecretPanel({ token, apiUrl }: SecretPanelProps) {
  const router = useRouter();
  const curl = `curl -H "Authorization: Bearer ${token.secret}" ${apiUrl}/token`;
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>
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
            className="min-w-0 flex-1 rounded-md border bg-muted px-3 py-2 font-mono text-sm break-all"
          >
            {token.secret}
          </code>
          <CopyButton value={token.secret} label="Copy secret" variant="default" />
        </div>
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
        <Button variant="outline" onClick={() => router.push(paths.tokenCallbacks(token.id))}>
          I have stored it, set callbacks
        </Button>
        <Button onClick={() => router.push(paths.token(token.id))}>I have stored it</Button>
      </CardFooter>
    </Card>
  );
}
