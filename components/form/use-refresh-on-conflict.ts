import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ActionForm } from "@/components/form/use-action-form";

/** Renders the page anew when somebody else was faster, so that it shows what they did once the dialog is closed. */
export function useRefreshOnConflict(refusal: ActionForm["refusal"]): void {
  const router = useRouter();
  useEffect(() => {
    if (refusal?.code === "conflict") router.refresh();
  }, [refusal, router]);
}
