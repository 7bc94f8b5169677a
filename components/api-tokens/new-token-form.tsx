"use client";

import Link from "next/link";
import { DetailsFields } from "@/components/api-tokens/details-fields";
import { PermissionsFields } from "@/components/api-tokens/permissions-fields";
import { SecretPanel } from "@/components/api-tokens/secret-panel";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { createTokenAction } from "@/lib/api-tokens/actions";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";
import { paths } from "@/lib/paths";
import type { SupplierOption } from "@/lib/suppliers/schema";

export type NewTokenFormProps = {
  suppliers: SupplierOption[];
  numbers: ManagedNumberOption[];
  apiUrl: string;
};

/** Creates a token; its secret then takes the form's place. */
export function NewTokenForm({ suppliers, numbers, apiUrl }: NewTokenFormProps) {
  const form = useActionForm(createTokenAction);
  if (form.data) return <SecretPanel token={form.data} apiUrl={apiUrl} />;
  return (
    <form onSubmit={form.onSubmit} className="grid gap-5">
      <FocusFirstError when={form.refusal} />
      {suppliers.length === 0 && (
        <Alert
          tone="warning"
          actions={
            <Button asChild size="sm" variant="outline">
              <Link href={paths.newSupplier()}>Create supplier</Link>
            </Button>
          }
        >
          A token belongs to a supplier. Create one first.
        </Alert>
      )}
      <Card>
        <CardHeader>
          <CardTitle>Details</CardTitle>
        </CardHeader>
        <CardContent>
          <DetailsFields suppliers={suppliers} fieldError={form.fieldError} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Permissions</CardTitle>
        </CardHeader>
        <CardContent>
          <PermissionsFields numbers={numbers} fieldError={form.fieldError} />
        </CardContent>
      </Card>
      <FormFooter>
        <SubmitButton busy={form.pending}>Create token</SubmitButton>
        <Button asChild variant="outline">
          <Link href={paths.tokens()}>Cancel</Link>
        </Button>
        <FormMessage error={form.error} />
      </FormFooter>
    </form>
  );
}
