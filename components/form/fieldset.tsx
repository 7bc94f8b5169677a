import type { ReactNode } from "react";

export type FieldsetProps = {
  legend: ReactNode;
  error?: ReactNode;
  children: ReactNode;
};

/** Names a group of controls, such as the switches of a token. */
export function Fieldset({ legend, error, children }: FieldsetProps) {
  return (
    <fieldset data-slot="fieldset" data-invalid={error ? true : undefined} className="min-w-0">
      <legend className="text-sm font-medium">{legend}</legend>
      {error && <p className="mt-1 text-sm text-red-text">{error}</p>}
      <div className="mt-2 grid gap-2">{children}</div>
    </fieldset>
  );
}
