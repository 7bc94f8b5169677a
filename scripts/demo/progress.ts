/** Does one step and writes one line about it, with the time that it took. */
export async function step<T>(
  label: string,
  work: () => Promise<T>,
  detail?: (value: T) => string,
): Promise<T> {
  const begun = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ··· ${label}`);
  try {
    const value = await work();
    finish("ok", begun, `${label}${detail ? ` – ${detail(value)}` : ""}`);
    return value;
  } catch (error) {
    finish("failed", begun, label);
    throw error;
  }
}

function finish(outcome: "ok" | "failed", begun: number, text: string): void {
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1).padStart(6);
  const start = process.stdout.isTTY ? "\r\x1b[2K" : "";
  console.log(`${start}  ${outcome === "ok" ? "✓" : "✗"} ${seconds} s  ${text}`);
}
