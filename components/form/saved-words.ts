/** What a save did, in words: "Details saved: name, expiration." for the names of what changed. */
export function savedWords(subject: string, changed: readonly string[]): string {
  if (changed.length === 0) return "Nothing had changed.";
  const names = [...new Set(changed)].join(", ");
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} saved: ${names}.`;
}
