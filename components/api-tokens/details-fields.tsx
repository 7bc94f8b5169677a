"use client";

import { AllowedIpsField } from "@/components/api-tokens/allowed-ips-field";
import { DetailsDates } from "@/components/api-tokens/details-dates";
import { SupplierField } from "@/components/api-tokens/supplier-field";
import { Field } from "@/components/form/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { TokenDraft } from "@/lib/api-tokens/schema";
import { RATE_LIMIT } from "@/lib/api-tokens/settings";
import type { SupplierOption } from "@/lib/suppliers/schema";

type Defaults = Pick<
  TokenDraft,
  "supplierId" | "name" | "note" | "activatesAt" | "expiresAt" | "allowedIps" | "rateLimitPerMinute"
>;

export type DetailsFieldsProps = {
  isNew: boolean;
  suppliers: readonly SupplierOption[];
  token: Defaults;
  fieldError: (name: string) => string | undefined;
};

/** The fields of the section Details, for a new token and for an existing one. */
export function DetailsFields({ isNew, suppliers, token, fieldError }: DetailsFieldsProps) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Name" error={fieldError("name")} hint="What the supplier uses it for.">
          <Input
            name="name"
            defaultValue={token.name}
            required
            maxLength={255}
            autoComplete="off"
            dir="auto"
          />
        </Field>
        <SupplierField
          suppliers={suppliers}
          defaultValue={token.supplierId}
          error={fieldError("supplierId")}
        />
        <DetailsDates
          isNew={isNew}
          activatesAt={token.activatesAt}
          expiresAt={token.expiresAt}
          fieldError={fieldError}
        />
      </div>
      <Field
        label="Rate limit"
        error={fieldError("rateLimitPerMinute")}
        hint={`Requests per minute; further ones are answered 429. Empty: ${RATE_LIMIT.default}.`}
      >
        <Input
          name="rateLimitPerMinute"
          defaultValue={token.rateLimitPerMinute}
          inputMode="numeric"
          maxLength={String(RATE_LIMIT.max).length}
          autoComplete="off"
          className="max-w-36 tabular-nums"
        />
      </Field>
      <AllowedIpsField ranges={token.allowedIps} error={fieldError("allowedIps")} />
      <Field
        label="Note"
        optional
        error={fieldError("note")}
        hint="For your colleagues; the supplier does not see it."
      >
        <Textarea name="note" defaultValue={token.note ?? ""} rows={2} maxLength={2000} dir="auto" />
      </Field>
    </div>
  );
}
