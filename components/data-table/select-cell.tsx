import { type ComponentProps, type ElementType, useId } from "react";
import { Checkbox, type CheckboxProps } from "@/components/ui/checkbox";
import { TableCell } from "@/components/ui/table";

type SelectCellProps = Pick<CheckboxProps, "checked" | "disabled" | "indeterminate" | "onChange"> & {
  label: string;
  as?: ElementType<ComponentProps<"td">>;
};

/** The cell of a row's checkbox; all of it can be pressed, also with a finger. */
export function SelectCell({ label, as: Cell = TableCell, ...checkbox }: SelectCellProps) {
  const id = useId();
  return (
    <Cell className="w-8 p-0 first:pl-0" data-row-stop="">
      <label htmlFor={id} className="grid h-9 w-8 place-items-center">
        <Checkbox id={id} aria-label={label} {...checkbox} />
      </label>
    </Cell>
  );
}
