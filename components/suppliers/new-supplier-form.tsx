"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Form } from "@/components/form/form";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { SupplierFields } from "@/components/suppliers/supplier-fields";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";
import { createSupplierAction } from "@/lib/suppliers/actions";

/** Creates a supplier and goes on to its page, from where it is given tokens. */
export function NewSupplierForm() {
  const router = useRouter();
  const form = useActionForm(createSupplierAction);
  useEffect(() => {
    if (form.data) router.push(paths.supplier(form.data.id));
  }, [form.data, router]);
  return (
    <Form
      form={form}
      className="grid max-w-xl gap-5"
      footer={
        <FormFooter discardable={false}>
          <SubmitButton busy={form.pending || form.data !== null}>Create supplier</SubmitButton>
          <Button asChild variant="outline">
            <Link href={paths.suppliers()}>Cancel</Link>
          </Button>
          <FormMessage error={form.error} />
        </FormFooter>
      }
    >
      <SupplierFields fieldError={form.fieldError} />
    </Form>
  );
}
