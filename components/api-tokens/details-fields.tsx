import { DateTimePicker } from "@/components/form/date-time-picker";
import { Field } from "@/components/form/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { SupplierOption } from "@/lib/suppliers/schema";

const EXPIRATION_PRESETS = [
  { label: "7 days", days: 7 },
  { label: "30 days", days: 30 },
  { label: "90 days", days: 90 },
  { label: "1 year", days: 365 },
  { label: "None", days: null },
];

type Defaults = Pick<
  TokenDetails,
  "supplierId" | "name" | "note" | "activatesAt" | "expiresAt" | "allowedIps"
>;

export type DetailsFieldsProps = {
  suppliers: readonly SupplierOption[];
  token?: Defaults;
  fieldError: (name: string) => string | undefined;
};

/** The fields of the section Details, for a new token and for an existing one. */
export function DetailsFields({ suppliers, token, fieldError }: DetailsFieldsProps) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Name" error={fieldError("name")} hint="What the supplier uses it for.">
          <Input
            name="name"
            defaultValue={token?.name}
            required
            maxLength={255}
            autoComplete="off"
            dir="auto"
          />
        </Field>
        <Field label="Supplier" error={fieldError("supplierId")}>
          <NativeSelect name="supplierId" defaultValue={token?.supplierId ?? ""} required>
            <option value="" disabled>
              Choose a supplier
            </option>
            {suppliers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field
          label="Activation"
          optional
          error={fieldError("activatesAt")}
          hint={token ? "Empty leaves it as it is." : "Empty: usable at once."}
        >
          <DateTimePicker name="activatesAt" defaultValue={token?.activatesAt.toISOString() ?? null} />
        </Field>
        <Field
          label="Expiration"
          optional
          error={fieldError("expiresAt")}
          hint="From this moment on it is refused."
        >
          <DateTimePicker
            name="expiresAt"
            showZone={false}
            defaultValue={token?.expiresAt?.toISOString() ?? null}
            presets={EXPIRATION_PRESETS}
          />
        </Field>
      </div>
      <Field
        label="Allowed addresses"
        optional
        error={fieldError("allowedIps")}
        hint="IP addresses or CIDR ranges, one per line. Empty allows every address."
      >
        <Textarea
          name="allowedIps"
          defaultValue={token?.allowedIps.join("\n")}
          rows={3}
          placeholder="203.0.113.0/24"
          className="font-mono text-xs"
          spellCheck={false}
        />
      </Field>
      <Field
        label="Note"
        optional
        error={fieldError("note")}
        hint="For your colleagues; the supplier does not see it."
      >
        <Textarea name="note" defaultValue={token?.note ?? ""} rows={2} maxLength={2000} dir="auto" />
      </Field>
    </div>
  );
}
