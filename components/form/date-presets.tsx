"use client";

import { Button } from "@/components/ui/button";

/** Some days after the moment of the press, or after `presetsFrom`; 0 is that moment, null is no date. */
export type DatePreset = { label: string; days: number | null };

export type DatePresetsProps = {
  presets: readonly DatePreset[];
  isPressed: (preset: DatePreset) => boolean;
  onPick: (preset: DatePreset) => void;
};

/** Dates that are one press away. */
export function DatePresets({ presets, isPressed, onPick }: DatePresetsProps) {
  return (
    <div className="flex flex-wrap gap-1.5">
      {presets.map((preset) => (
        <Button
          key={preset.label}
          variant="outline"
          size="sm"
          aria-pressed={isPressed(preset)}
          onClick={() => onPick(preset)}
          className="aria-pressed:border-primary aria-pressed:bg-selected aria-pressed:text-primary"
        >
          {preset.label}
        </Button>
      ))}
    </div>
  );
}
