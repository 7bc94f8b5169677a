"use client";

import { useEffect, useState } from "react";
import { previewVisibilityAction } from "@/lib/api-tokens/actions";
import type { VisibilityPreview, VisibilitySettings } from "@/lib/api-tokens/schema";

const DEBOUNCE_MS = 300;
const UNREACHABLE = "The preview did not load. Check your connection and try again.";

type Shown = { settings: VisibilitySettings; preview: VisibilityPreview };

type PreviewState = {
  /** The newest answer with the settings that it is to, also while one to changed settings is on its way. */
  shown: Shown | null;
  /** True from a change on until its answer is there. */
  stale: boolean;
  error: string | null;
  retry: () => void;
};

type Answer = { key: string; shown: Shown | null; error: string | null };

async function ask(settings: VisibilitySettings): Promise<Omit<Answer, "key">> {
  try {
    const result = await previewVisibilityAction(null, {
      permissions: settings.permissions,
      seesAllNumbers: String(settings.seesAllNumbers),
      numberIds: settings.seesAllNumbers ? [] : settings.numberIds,
      masksContacts: String(settings.masksContacts),
    });
    if (result.ok) return { shown: { settings, preview: result.data }, error: null };
    return { shown: null, error: Object.values(result.error.fields ?? {})[0] ?? result.error.message };
  } catch {
    return { shown: null, error: UNREACHABLE };
  }
}

/**
 * What a token with these settings would see, asked for shortly after they stop changing; an answer to former
 * settings is thrown away.
 */
export function useVisibilityPreview(settings: VisibilitySettings): PreviewState {
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = JSON.stringify(settings);
  const key = `${attempt} ${wanted}`;
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const { shown, error } = await ask(JSON.parse(wanted));
      if (isCurrent) setAnswer((last) => ({ key, shown: shown ?? last?.shown ?? null, error }));
    }, DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, wanted]);
  const stale = answer?.key !== key;
  return {
    shown: answer?.shown ?? null,
    stale,
    error: stale ? null : (answer?.error ?? null),
    retry: () => setAttempt((n) => n + 1),
  };
}
