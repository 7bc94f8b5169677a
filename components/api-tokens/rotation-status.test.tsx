import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RotationStatus } from "./rotation-status";

const use = (hint: string) => ({ hint, calls: 0, lastUsedAt: null, lastIp: null });
const status = {
  end: null,
  until: new Date("2026-11-02T10:00:00Z"),
  oldSecret: use("a8Kq"),
  newSecret: use("0Zt1"),
};

test.each(["active", "expiring", "scheduled", "paused", "expired", "deleted"] as const)(
  "the secrets of a running rotation are said to work only when they do: %s",
  (state) => {
    const markup = renderToStaticMarkup(
      <RotationStatus tokenId="t" tokenState={state} status={status} canWrite={false} />,
    );
    const isUsable = state === "active" || state === "expiring";
    expect(markup.includes("Two secrets work")).toBe(isUsable);
    expect(markup.includes("The old one works until")).toBe(isUsable);
    expect(markup.includes("Both secrets are refused")).toBe(!isUsable);
  },
);
