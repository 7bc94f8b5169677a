import { Skeleton } from "@/components/ui/skeleton";

const FIELDS = ["first", "second", "third", "fourth"];

/** The shape of a form while it is read. */
export function FormSkeleton() {
  return (
    <div data-slot="form-skeleton" role="status" aria-label="Loading" className="grid max-w-3xl gap-5">
      {FIELDS.map((field) => (
        <div key={field} className="grid gap-1.5">
          <Skeleton className="my-0.5 w-24" />
          <Skeleton className="h-8" />
          <Skeleton className="my-0.5 h-3 w-48" />
        </div>
      ))}
      <div className="border-t pt-3">
        <Skeleton className="h-8 w-28" />
      </div>
    </div>
  );
}
