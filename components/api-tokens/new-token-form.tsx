"use client";

import { DetailsFields } from "@/components/api-tokens/details-fields";
import { PermissionsFields } from "@/components/api-tokens/permissions-fields";
import { SecretPanel } from "@/components/api-tokens/secret-panel";
import { Form } from "@/components/form/form";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { SwitchRow } from "@/components/form/switch-row";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { createTokenAction } from "@/lib/api-tokens/actions";
import type { PermissionRoutes } from "@/lib/api-tokens/permissions";
import type { TokenDraft } from "@/lib/api-tokens/schema";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";
import { paths } from "@/lib/paths";
import type { SupplierOption } from "@/lib/suppliers/schema";

export type NewTokenFormProps = {
  suppliers: SupplierOption[];
  numbers: ManagedNumberOption[];
  routes: PermissionRoutes;
  draft: TokenDraft;
  /** The token whose settings the form begins with, and how many callbacks it has. */
  source?: { id: string; callbacks: number };
  apiUrl: string;
};

/** Creates a token; its secret then takes the form's place. */
export function NewTokenForm({ suppliers, numbers, routes, draft, source, apiUrl }: NewTokenFormProps) {
  const form = useActionForm(createTokenAction);
  if (form.data) return <SecretPanel token={form.data} apiUrl={apiUrl} />;
  return (
    <Form
      form={form}
      fixed={source && { duplicatedFrom: source.id }}
      className="grid gap-5"
      footer={
        <FormFooter sticky discardable={false}>
          <SubmitButton busy={form.pending}>Create token</SubmitButton>
          <Button asChild variant="outline">
            <Link href={paths.tokens()}>Cancel</Link>
          </Button>
          <FormMessage error={form.error} />
        </FormFooter>
      }
    >
      {suppliers.length === 0 && (
        <Alert tone="warning">A token belongs to a supplier. Create one first.</Alert>
      )}
      <Card>
        <CardHeader>
          <CardTitle>Details</CardTitle>
        </CardHeader>
        <CardContent>
          <DetailsFields isNew suppliers={suppliers} token={draft} fieldError={form.fieldError} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Permissions</CardTitle>
        </CardHeader>
        <CardContent>
          <PermissionsFields numbers={numbers} routes={routes} token={draft} fieldError={form.fieldError} />
        </CardContent>
      </Card>
      {source && source.callbacks > 0 && (
        <CopyCallbacks count={source.callbacks} error={form.fieldError("copiesCallbacks")} />
      )}
    </Form>
  );
}

function CopyCallbacks({ count, error }: { count: number; error: string | undefined }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Callbacks</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-2">
        <SwitchRow
          name="copiesCallbacks"
          title="Also copy its callbacks"
          description={`The ${count === 1 ? "endpoint" : `${count} endpoints`} with their on/off state. The signing secret is a new one.`}
        />
        {error && <p className="text-sm text-red-text">{error}</p>}
      </CardContent>
    </Card>
  );
}
