"use client";

import { ArrowRight } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { afterPress } from "@/components/form/after-press";
import { Field } from "@/components/form/field";
import { Alert } from "@/components/ui/alert";
import { Textarea } from "@/components/ui/textarea";
import { areAllPrivate, readAllowedIps } from "@/lib/api-tokens/allowed-ips";
import { formatCount } from "@/lib/format/numbers";

const SHOWN = 5;

export type AllowedIpsFieldProps = { ranges: readonly string[]; error: string | undefined };

/** Addresses and ranges by lines, checked while they are typed: how each is read, and what is wrong in which line. */
export function AllowedIpsField({ ranges: initial, error }: AllowedIpsFieldProps) {
  const initialText = initial.join("\n");
  const [text, setText] = useState(initialText);
  const [settled, setSettled] = useState(true);
  const { ranges, readAs, repeated, faults } = readAllowedIps(useDeferredValue(text));
  const fault = settled && faults.length > 0 ? faults.join(" ") : undefined;
  const more = readAs.length - SHOWN;
  return (
    <div className="grid gap-1.5">
      <Field
        label="Allowed addresses"
        optional
        error={error ?? fault}
        hint="IP addresses or CIDR ranges, one per line. Empty allows every address."
      >
        <Textarea
          name="allowedIps"
          defaultValue={initialText}
          onChange={(event) => {
            setText(event.target.value);
            setSettled(false);
          }}
          onBlur={() => afterPress(() => setSettled(true))}
          rows={3}
          placeholder="203.0.113.0/24"
          className="font-mono text-xs"
          spellCheck={false}
        />
      </Field>
      <div role="status" className="grid gap-1.5 text-xs text-muted-foreground">
        {readAs.length > 0 && (
          <ul aria-label="Read as" className="grid gap-0.5 font-mono">
            {readAs.slice(0, SHOWN).map((entry) => (
              <li key={entry.text} className="flex flex-wrap items-center gap-x-1.5 break-all">
                {entry.text}
                <ArrowRight aria-label="is read as" className="size-3" />
                {entry.range}
              </li>
            ))}
            {more > 0 && <li className="font-sans">and {more} more</li>}
          </ul>
        )}
        {repeated.length > 0 && <p>{formatCount(repeated.length, "repetition")} left out.</p>}
        {areAllPrivate(ranges) && (
          <Alert tone="warning">Only private addresses: every request from the internet is refused.</Alert>
        )}
        {ranges.some((range) => range.endsWith("/0")) && (
          <Alert tone="warning">A range of length /0 allows every address of its kind.</Alert>
        )}
      </div>
    </div>
  );
}
