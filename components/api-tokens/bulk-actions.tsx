import { Pause, Play, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { LifecycleCommand } from "@/lib/api-tokens/lifecycle";

/** What can be done with the ticked tokens; each press asks first. */
export function BulkActions({ onCommand }: { onCommand: (command: LifecycleCommand) => void }) {
  return (
    <>
      <Button variant="outline" onClick={() => onCommand("pause")}>
        <Pause />
        Pause…
      </Button>
      <Button variant="outline" onClick={() => onCommand("resume")}>
        <Play />
        Resume…
      </Button>
      <Button variant="outline" className="text-red-text" onClick={() => onCommand("delete")}>
        <Trash2 />
        Delete…
      </Button>
    </>
  );
}
