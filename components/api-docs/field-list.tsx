import { Words } from "@/components/api-docs/words";
import type { FieldReference, ParameterReference } from "@/lib/openapi/reference";

function TypeWords({ field }: { field: FieldReference }) {
  if (field.object === null) return field.type;
  const [before, after] = field.type.split(field.object);
  return (
    <>
      {before}
      <a href={`#${field.object}`} className="text-primary underline underline-offset-4">
        {field.object}
      </a>
      {after}
    </>
  );
}

function placeOf(field: FieldReference | ParameterReference): string | null {
  if (!("place" in field)) return null;
  return field.isRequired ? `${field.place}, required` : field.place;
}

/** Fields or parameters with their types, one below the other. */
export function FieldList({ fields }: { fields: readonly (FieldReference | ParameterReference)[] }) {
  return (
    <dl data-slot="field-list" className="min-w-0 divide-y border-y">
      {fields.map((field) => (
        <div key={field.name} className="grid gap-0.5 py-2">
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-sm wrap-anywhere">{field.name}</code>
            <span className="min-w-0 text-xs text-muted-foreground">
              <TypeWords field={field} />
            </span>
            {placeOf(field) && <span className="text-xs text-muted-foreground">· {placeOf(field)}</span>}
          </dt>
          <dd className="text-sm text-muted-foreground [&_code]:font-mono [&_code]:text-xs [&_code]:text-foreground [&_code]:wrap-anywhere">
            <Words text={field.description} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
