import { z } from "zod";
import { cutText } from "../../input";

const MAX_NAME_LENGTH = 200;

const profile = z.object({
  wa_id: z.string().transform((value) => `+${value.replace(/\D/g, "")}`),
  profile: z.object({ name: z.string().transform((value) => cutText(value.trim(), MAX_NAME_LENGTH)) }),
});

/**
 * Looks up the profile name of whoever wrote from a phone, ready to be stored; null when the webhook does not tell it.
 * `isOneWriter` says that all of its messages came from one phone.
 */
export function profileNames(
  items: readonly unknown[] | null | undefined,
  isOneWriter: boolean,
): (phone: string) => string | null {
  const profiles = (items ?? []).flatMap((item) => profile.safeParse(item).data ?? []);
  const names = new Map(profiles.map((known) => [known.wa_id, known.profile.name]));
  // In some countries `wa_id` and `from` differ by a digit; a single profile is a single writer's all the same.
  const only = isOneWriter && profiles.length === 1 ? profiles[0]?.profile.name : undefined;
  return (phone) => names.get(phone) || only || null;
}
