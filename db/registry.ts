const REGISTRY = Symbol.for("witiop.registry");

type Registry = Map<string, unknown>;

/**
 * Returns the one value of that name in this process, creating it at first use. The bundle of Next.js and
 * that of the server are two module graphs; what must exist once hangs here, on `globalThis`.
 */
export function once<T>(name: string, create: () => T): T {
  const holder = globalThis as { [REGISTRY]?: Registry };
  holder[REGISTRY] ??= new Map();
  const registry = holder[REGISTRY];
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}
