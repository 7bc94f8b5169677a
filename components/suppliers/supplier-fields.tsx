import { Field } from "@/components/form/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { SupplierRow } from "@/lib/suppliers/schema";

export type SupplierFieldsProps = {
  supplier?: Pick<SupplierRow, "name" | "contactEmail" | "note">;
  fieldError: (name: string) => string | undefined;
};

/** The fields of a supplier, for a new one and for an existing one. */
export function SupplierFields({ supplier, fieldError }: SupplierFieldsProps) {
  return (
    <>
      <Field label="Name" error={fieldError("name")}>
        <Input
          name="name"
          defaultValue={supplier?.name}
          required
          maxLength={255}
          autoComplete="off"
          dir="auto"
        />
      </Field>
      <Field
        label="Contact e-mail"
        optional
        error={fieldError("contactEmail")}
        hint="Whom to write to about its tokens."
      >
        <Input
          name="contactEmail"
          type="email"
          defaultValue={supplier?.contactEmail ?? ""}
          maxLength={254}
          autoComplete="off"
        />
      </Field>
      <Field
        label="Note"
        optional
        error={fieldError("note")}
        hint="For your colleagues; the supplier does not see it."
      >
        <Textarea name="note" defaultValue={supplier?.note ?? ""} rows={3} maxLength={2000} dir="auto" />
      </Field>
    </>
  );
}
