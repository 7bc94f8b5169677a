import { Badge, type BadgeTone } from "@/components/ui/badge";

function toneOf(status: number): BadgeTone {
  if (status >= 500) return "failing";
  if (status >= 400) return "warning";
  return "active";
}

/** An HTTP status with the colour of its class. */
export function StatusCode({ status }: { status: number }) {
  return (
    <Badge tone={toneOf(status)} icon={null} className="tabular-nums">
      {status}
    </Badge>
  );
}
