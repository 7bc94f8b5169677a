import { type ReactNode, Suspense } from "react";

type DeferredProps<T> = { value: Promise<T>; fallback: ReactNode; children: (value: T) => ReactNode };

async function Settled<T>({ value, children }: Omit<DeferredProps<T>, "fallback">) {
  return children(await value);
}

/** Streams a part of a page when what it shows is known; `fallback` holds its place in its final size. */
export function Deferred<T>({ value, fallback, children }: DeferredProps<T>) {
  return (
    <Suspense fallback={fallback}>
      <Settled value={value}>{children}</Settled>
    </Suspense>
  );
}
