import { RelativeTime } from "@/components/layout/relative-time";
import { Badge } from "@/components/ui/badge";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { TestResult as Result, TestPhases } from "@/lib/callbacks/schema";
import { attemptWords } from "@/lib/deliveries/words";
import { formatDuration } from "@/lib/format/numbers";

const PHASES: [keyof TestPhases, string][] = [
  ["dnsMs", "DNS"],
  ["connectMs", "Connect"],
  ["tlsMs", "TLS"],
  ["firstByteMs", "First byte"],
];

function Phase({ label, durationMs }: { label: string; durationMs: number | null }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd>{durationMs === null ? "–" : formatDuration(durationMs)}</dd>
    </div>
  );
}

/** What came of a test: the endpoint's answer, and how long each phase took over a connection of its own. */
export function TestResult({ result }: { result: Result }) {
  const { delivered, statusCode, error, excerpt, phases, durationMs, startedAt, isExample } = result;
  return (
    <div data-slot="test-result" className="grid gap-2 rounded-md bg-muted px-3 py-2.5 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={delivered ? "active" : "failing"}>{delivered ? "Accepted" : "Not accepted"}</Badge>
        <span className="font-medium">{attemptWords({ statusCode, error })}</span>
        <span className="text-muted-foreground">
          with {isExample ? "the documented example" : "the newest event"}, over a connection of its own,{" "}
          <RelativeTime value={startedAt} />
        </span>
      </p>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-1.5 sm:grid-cols-5">
        {PHASES.map(([phase, label]) => (
          <Phase key={phase} label={label} durationMs={phases[phase]} />
        ))}
        <Phase label="Total" durationMs={durationMs} />
      </dl>
      {excerpt !== null && (
        <ScrollRegion
          label="Answer to the test"
          className="max-h-40 rounded-md border bg-background px-2.5 py-2"
        >
          <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{excerpt}</pre>
        </ScrollRegion>
      )}
    </div>
  );
}
