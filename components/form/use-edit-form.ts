"use client";

import { useState } from "react";
import { useActionForm } from "@/components/form/use-action-form";
import type { ActionResult, SectionSaved } from "@/lib/result";

type SaveSection<S extends SectionSaved> = (
  previous: ActionResult<S> | null,
  payload: FormData,
) => Promise<ActionResult<S>>;

/**
 * The form of one section with what its fields show: what the page was rendered with at first, whatever is rendered
 * meanwhile, until it is discarded. So a save is held against the version that its editor saw.
 */
export function useEditForm<T, S extends SectionSaved>(
  action: SaveSection<S>,
  latest: T,
  versionOf: (shown: T) => string,
) {
  const [shown, setShown] = useState(latest);
  const form = useActionForm(action, { onDiscard: () => setShown(latest) });
  return { ...form, shown, version: form.data?.version ?? versionOf(shown) };
}
