type Go = () => void;
type Ask = (go: Go) => void;

/** Whoever has something that leaving would lose, the latest last. */
const asking: Ask[] = [];
let granted = false;

/** Has `ask` asked before the page is left, until the function that is returned is called. */
export function askBeforeLeaving(ask: Ask): () => void {
  granted = false;
  asking.push(ask);
  return () => {
    asking.splice(asking.indexOf(ask), 1);
  };
}

/** True while leaving would lose something and nobody has agreed to it. */
export function mustAsk(): boolean {
  return asking.length > 0 && !granted;
}

/** Leaves the page by `go`, at once or when whoever would lose something agrees: for code that navigates by itself. */
export function leave(go: Go): void {
  const ask = mustAsk() ? asking.at(-1) : undefined;
  if (ask) ask(() => leaveFreely(go));
  else go();
}

/** Leaves the page by `go` without asking: what would be lost is not wanted any more. */
export function leaveFreely(go: Go): void {
  granted = true;
  go();
}
