"use client";

import { useEffect, useRef, useState } from "react";
import { afterPress } from "@/components/form/after-press";
import { checkUrlAction } from "@/lib/callbacks/actions";
import type { UrlVerdict } from "@/lib/callbacks/schema";

const PAUSE_MS = 700;

type Judged = { url: string; verdict: UrlVerdict };

/** The server's verdict on what is typed, asked for when the field is left or typing pauses; null until it is there. */
export function useUrlVerdict(saved: string) {
  const [typed, setTyped] = useState(saved);
  const [judged, setJudged] = useState<Judged | null>(null);
  const asked = useRef(saved);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function judge(url: string) {
    clearTimeout(timer.current);
    if (url === "" || asked.current === url) return;
    asked.current = url;
    // Without an answer nothing is said: saving asks again, and says why it could not.
    const result = await checkUrlAction(null, { url }).catch(() => null);
    if (result?.ok) afterPress(() => setJudged({ url, verdict: result.data }));
  }

  return {
    typed,
    verdict: judged?.url === typed ? judged.verdict : null,
    onType: (text: string) => {
      const url = text.trim();
      setTyped(url);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => judge(url), PAUSE_MS);
    },
    onLeave: () => void judge(typed),
  };
}
