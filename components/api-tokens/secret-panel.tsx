"use client";

import { useRouter } from "next/navigation";
import { SecretOnce } from "@/components/api-tokens/secret-once";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import type { CreatedToken } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";

export type SecretPanelProps = { token: CreatedToken; apiUrl: string };

/** Shows a secret, the only time that it can be seen. */
export function SecretPanel({ token, apiUrl }: SecretPanelProps) {
  const router = useRouter();
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
        <SecretOnce secret={token.secret} apiUrl={apiUrl} />
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
