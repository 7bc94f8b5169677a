import { cloneElement, type ReactElement, type ReactNode, useId } from "react";
import { Label } from "@/components/ui/label";

type ControlProps = {
  id?: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling";
};

export type FieldProps = {
  label: ReactNode;
  children: ReactElement<ControlProps>;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: boolean;
};

/** Names one control and ties hint and error to it; `error` marks it invalid. A control without an id gets one. */
export function Field({ label, children, hint, error, optional = false }: FieldProps) {
  const made = useId();
  const controlId = children.props.id ?? made;
  const hintId = hint ? `${controlId}-hint` : undefined;
  const errorId = error ? `${controlId}-error` : undefined;
  const describedBy =
    [children.props["aria-describedby"], errorId, hintId].filter(Boolean).join(" ") || undefined;
  return (
    <div data-slot="field" className="grid min-w-0 content-start gap-1.5">
      <Label htmlFor={controlId}>
        {label}
        {optional && <span className="ml-1.5 font-normal text-muted-foreground">optional</span>}
      </Label>
      {cloneElement(children, {
        id: controlId,
        "aria-describedby": describedBy,
        "aria-invalid": error ? true : children.props["aria-invalid"],
      })}
      {error && (
        <p id={errorId} className="text-sm text-red-text">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
    </div>
  );
}
