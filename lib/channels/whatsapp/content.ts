import { z } from "zod";
import type { PositionResource } from "../../conversations/resource-schema";
import { cutText, storableText } from "../../input";

const MAX_PLACE_LENGTH = 1000;

// Each part may be missing or of another shape than today without the message being lost.
const part = <T extends z.ZodRawShape>(shape: T) => z.object(shape).optional().catch(undefined);
const optionalString = z.string().optional().catch(undefined);
const place = z
  .string()
  .transform((value) => cutText(value, MAX_PLACE_LENGTH))
  .nullish()
  .catch(null)
  .transform((value) => value || null);

const content = z.object({
  text: part({ body: optionalString }),
  image: part({ caption: optionalString }),
  video: part({ caption: optionalString }),
  document: part({ caption: optionalString }),
  button: part({ text: optionalString }),
  interactive: part({
    button_reply: part({ title: optionalString }),
    list_reply: part({ title: optionalString }),
  }),
  reaction: part({ emoji: optionalString }),
});

const located = z.object({
  location: z.object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: place,
    address: place,
  }),
});

function textOf(type: string, message: unknown): string | undefined {
  const found = content.safeParse(message).data;
  switch (type) {
    case "text":
      return found?.text?.body;
    case "image":
    case "video":
    case "document":
      return found?.[type]?.caption;
    case "button":
      return found?.button?.text;
    case "interactive":
      return found?.interactive?.button_reply?.title ?? found?.interactive?.list_reply?.title;
    case "reaction":
      return found?.reaction?.emoji;
    default:
      return undefined;
  }
}

/** The text that a person reads in a message of that type: body, caption, title or emoji; null when it has none. */
export function messageText(type: string, message: unknown): string | null {
  const text = textOf(type, message);
  return text === undefined ? null : storableText(text);
}

/** The position in a message of type `location`; null for other types and for a position that is not on earth. */
export function messagePosition(type: string, message: unknown): PositionResource | null {
  if (type !== "location") return null;
  return located.safeParse(message).data?.location ?? null;
}
