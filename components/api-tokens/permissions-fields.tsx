"use client";

import { useState } from "react";
import { PermissionSwitch, type UnusedBy } from "@/components/api-tokens/permission-switch";
import { VisibilityPreview } from "@/components/api-tokens/visibility-preview";
import { CheckboxCard } from "@/components/form/checkbox-card";
import { Fieldset } from "@/components/form/fieldset";
import { RadioRow } from "@/components/form/radio-row";
import { SwitchRow } from "@/components/form/switch-row";
import { PERMISSION_CHOICES, type Permission, type PermissionRoutes } from "@/lib/api-tokens/permissions";
import type { VisibilitySettings } from "@/lib/api-tokens/schema";
import { formatPhone } from "@/lib/format/phone";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";

export type PermissionsFieldsProps = {
  numbers: readonly ManagedNumberOption[];
  routes: PermissionRoutes;
  token: VisibilitySettings;
  fieldError: (name: string) => string | undefined;
  /** The permissions that the token has not used for a while, and whether they may be switched off at once. */
  unused?: UnusedBy & { permissions: readonly Permission[] };
  /** Shows what the token would see; off for who may only look. */
  preview?: boolean;
};

function toggled<T>(list: readonly T[], item: T, isIn: boolean): T[] {
  return isIn ? [...list.filter((one) => one !== item), item] : list.filter((one) => one !== item);
}

/** What a token may do and see, for a new token and for an existing one, with what the API would answer to it. */
export function PermissionsFields({
  numbers,
  routes,
  token,
  fieldError,
  unused,
  preview = true,
}: PermissionsFieldsProps) {
  const [settings, setSettings] = useState<VisibilitySettings>(() => ({
    permissions: token.permissions,
    seesAllNumbers: token.seesAllNumbers,
    numberIds: token.numberIds,
    masksContacts: token.masksContacts,
  }));
  const change = (changes: Partial<VisibilitySettings>) => setSettings((all) => ({ ...all, ...changes }));
  const { permissions, seesAllNumbers, numberIds, masksContacts } = settings;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
      <Fieldset legend="Permissions" error={fieldError("permissions")}>
        {PERMISSION_CHOICES.map((choice) => (
          <PermissionSwitch
            key={choice.permission}
            choice={choice}
            routes={routes[choice.permission]}
            checked={permissions.includes(choice.permission)}
            onChange={(isOn) => change({ permissions: toggled(permissions, choice.permission, isOn) })}
            unusedBy={unused?.permissions.includes(choice.permission) ? unused : undefined}
          />
        ))}
      </Fieldset>
      <Fieldset legend="Managed numbers it sees" error={fieldError("numberIds")}>
        <RadioRow
          name="seesAllNumbers"
          value="true"
          checked={seesAllNumbers}
          onChange={() => change({ seesAllNumbers: true })}
          title="All numbers, also future ones"
        />
        <RadioRow
          name="seesAllNumbers"
          value="false"
          checked={!seesAllNumbers}
          onChange={() => change({ seesAllNumbers: false })}
          title="Chosen numbers"
        />
        {!seesAllNumbers && (
          <div className="grid gap-2 pl-6 sm:grid-cols-2">
            {numbers.map(({ id, label, phone }) => (
              <CheckboxCard
                key={id}
                name="numberIds[]"
                value={id}
                title={label}
                description={phone === label ? undefined : formatPhone(phone)}
                checked={numberIds.includes(id)}
                onChange={(event) => change({ numberIds: toggled(numberIds, id, event.target.checked) })}
              />
            ))}
          </div>
        )}
      </Fieldset>
      <Fieldset legend="Contact data">
        <SwitchRow
          name="masksContacts"
          title="Mask contacts"
          description="Names become initials; of phone numbers only the first digit and the last two are left. WhatsApp's message ids are left out; texts stay as they were written."
          checked={masksContacts}
          onChange={(event) => change({ masksContacts: event.target.checked })}
        />
      </Fieldset>
      {preview && <VisibilityPreview settings={settings} />}
    </div>
  );
}
