import { itemAt, type Random } from "./random";
import type { TokenPlan } from "./token-plan";
import { TOKEN_PLANS } from "./token-plans";

const AGENTS = [
  "meridian-sync/4.2 (+https://meridian.example/bot)",
  "node",
  "axios/1.13.2",
  "python-requests/2.32.5",
  "okhttp/5.3.0",
  "Java-http-client/21.0.5",
  "curl/8.11.1",
  "GuzzleHttp/7",
  "Microsoft Power Query",
  "Go-http-client/2.0",
];

/** Addresses out of each range that a plan may allow; all lie in blocks that are set aside for documentation. */
const INSIDE: Record<string, readonly string[]> = {
  "203.0.113.16/28": ["203.0.113.18", "203.0.113.19", "203.0.113.25"],
  "203.0.113.40/32": ["203.0.113.40"],
  "2001:db8:40::/48": ["2001:db8:40::15"],
  "198.51.100.0/25": ["198.51.100.7", "198.51.100.8", "198.51.100.9", "198.51.100.77"],
  "198.51.100.64/26": ["198.51.100.70", "198.51.100.71"],
  "2001:db8:7::/64": ["2001:db8:7::a1"],
  "2001:db8:c0de::/48": ["2001:db8:c0de:1::5", "2001:db8:c0de:2::5"],
  "203.0.113.200/32": ["203.0.113.200"],
};

/** The address of a caller that the token allows: a few per token, always the same ones. */
export function ipOf(random: Random, plan: TokenPlan): string {
  const allowed = plan.ips?.flatMap((range) => INSIDE[range] ?? []) ?? [];
  if (allowed.length > 0) return random.pick(allowed);
  const place = TOKEN_PLANS.indexOf(plan);
  const host = 100 + ((place * 5 + random.below(3)) % 90);
  return place % 3 === 0
    ? `198.51.100.${host + 50}`
    : place % 3 === 1
      ? `203.0.113.${host}`
      : `2001:db8:${place}::${host}`;
}

/** An address that no seeded token allows. */
export function foreignIp(random: Random): string {
  return random.chance(0.8)
    ? `203.0.113.${random.between(240, 250)}`
    : `2001:db8:bad::${random.between(1, 9)}`;
}

/** The program that a token's holder calls with. */
export function agentOf(plan: TokenPlan): string {
  return itemAt(AGENTS, TOKEN_PLANS.indexOf(plan) % AGENTS.length);
}
