import type { Shortcut } from "@/components/data-table/shortcut-help";

/** What a letter does on the focused row: where it leads, or null where it does nothing. */
export type RowShortcut<TRow> = { label: string; to: (row: TRow) => string | null };

type ShortcutSource<TRow> = {
  rowHref?: unknown;
  bulkActions?: unknown;
  rowShortcuts?: Record<string, RowShortcut<TRow>>;
};

/** The keys of a table in words; none for a table whose rows lead nowhere. */
export function shortcutsOf<TRow>({
  rowHref,
  bulkActions,
  rowShortcuts = {},
}: ShortcutSource<TRow>): Shortcut[] {
  if (!rowHref) return [];
  return [
    { keys: ["/"], label: "Search" },
    { keys: ["↓", "↑"], label: "Next row, row before" },
    { keys: ["Enter"], label: "View" },
    ...Object.entries(rowShortcuts).map(([key, { label }]) => ({ keys: [key], label })),
    ...(bulkActions
      ? [
          { keys: ["x", "Space"], label: "Select row" },
          { keys: ["Esc"], label: "Clear selection" },
        ]
      : []),
    { keys: ["?"], label: "This list" },
  ];
}
