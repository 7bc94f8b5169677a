"use client";

import { useState } from "react";
import { CheckboxCard } from "@/components/form/checkbox-card";
import { Fieldset } from "@/components/form/fieldset";
import { RadioRow } from "@/components/form/radio-row";
import { SwitchRow } from "@/components/form/switch-row";
import { PERMISSION_CHOICES } from "@/lib/api-tokens/permissions";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";

type Defaults = Pick<TokenDetails, "permissions" | "seesAllNumbers" | "numberIds" | "masksContacts">;

const NEW_TOKEN: Defaults = {
  permissions: ["conversations:read"],
  seesAllNumbers: true,
  numberIds: [],
  masksContacts: false,
};

export type PermissionsFieldsProps = {
  numbers: readonly ManagedNumberOption[];
  token?: Defaults;
  fieldError: (name: string) => string | undefined;
};

/** What a token may do and see, for a new token and for an existing one. */
export function PermissionsFields({ numbers, token = NEW_TOKEN, fieldError }: PermissionsFieldsProps) {
  const [seesAll, setSeesAll] = useState(token.seesAllNumbers);
  return (
    <div className="grid gap-6">
      <Fieldset legend="Permissions" error={fieldError("permissions")}>
        {PERMISSION_CHOICES.map(({ permission, label, description }) => (
          <SwitchRow
            key={permission}
            name="permissions[]"
            value={permission}
            title={label}
            description={description}
            defaultChecked={token.permissions.includes(permission)}
          />
        ))}
      </Fieldset>
      <Fieldset legend="Managed numbers it sees" error={fieldError("numberIds")}>
        <RadioRow
          name="seesAllNumbers"
          value="true"
          checked={seesAll}
          onChange={() => setSeesAll(true)}
          title="All numbers, also future ones"
        />
        <RadioRow
          name="seesAllNumbers"
          value="false"
          checked={!seesAll}
          onChange={() => setSeesAll(false)}
          title="Chosen numbers"
        />
        {!seesAll && (
          <div className="grid gap-2 pl-6 sm:grid-cols-2">
            {numbers.map(({ id, label, phone }) => (
              <CheckboxCard
                key={id}
                name="numberIds[]"
                value={id}
                title={label}
                description={phone === label ? undefined : phone}
                defaultChecked={token.numberIds.includes(id)}
              />
            ))}
          </div>
        )}
      </Fieldset>
      <Fieldset legend="Contact data">
        <SwitchRow
          name="masksContacts"
          title="Mask contacts"
          description="Names become initials, phone numbers keep their first and last two digits."
          defaultChecked={token.masksContacts}
        />
      </Fieldset>
    </div>
  );
}
