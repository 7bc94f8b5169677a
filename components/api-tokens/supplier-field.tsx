"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { paths } from "@/lib/paths";
import type { SupplierOption } from "@/lib/suppliers/schema";

const SEARCHED_FROM = 100;

/** Reads the suppliers again when the person comes back from the tab in which one may have been created. */
function useRefreshOnReturn() {
  const router = useRouter();
  const wentAway = useRef(false);
  useEffect(() => {
    function onFocus() {
      if (wentAway.current) router.refresh();
      wentAway.current = false;
    }
    window.addEventListener("focus", onFocus);
    return () => window.removeEventListener("focus", onFocus);
  }, [router]);
  return () => {
    wentAway.current = true;
  };
}

export type SupplierFieldProps = {
  suppliers: readonly SupplierOption[];
  defaultValue: string;
  error: string | undefined;
};

/** Whose token it is: a plain select, above which a long list can be searched; a missing supplier is created beside it, unless the form is only read. */
export function SupplierField({ suppliers, defaultValue, error }: SupplierFieldProps) {
  const goAway = useRefreshOnReturn();
  const [chosen, setChosen] = useState(defaultValue);
  const [sought, setSought] = useState("");
  const needle = sought.trim().toLocaleLowerCase();
  const shown = suppliers.filter(
    ({ id, name }) => id === chosen || name.toLocaleLowerCase().includes(needle),
  );
  return (
    <div className="grid content-start gap-1.5">
      <Field
        label="Supplier"
        error={error}
        hint={needle && `${shown.length} of ${suppliers.length} suppliers are in the list.`}
      >
        <NativeSelect
          name="supplierId"
          defaultValue={defaultValue}
          onChange={(event) => setChosen(event.target.value)}
          required
        >
          <option value="" disabled>
            Choose a supplier
          </option>
          {shown.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {suppliers.length > SEARCHED_FROM && (
        <Input
          type="search"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          aria-label="Shorten the list of suppliers"
          placeholder="Shorten the list…"
        />
      )}
      <Link
        href={paths.newSupplier()}
        target="_blank"
        onClick={goAway}
        className="in-[fieldset:disabled]:hidden w-fit rounded-sm text-xs text-primary hover:underline"
      >
        Create supplier
        <span className="sr-only"> (opens in a new tab)</span>
      </Link>
    </div>
  );
}
