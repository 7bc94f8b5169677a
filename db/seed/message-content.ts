import type { Language } from "./names";
import { itemAt, type Random } from "./random";
import { phrase } from "./texts";

type Envelope = { externalId: string; from: string; sentAt: Date };
type Content = { type: string; text: string | null; payload: string };

/** Places around the cities of the managed numbers, in their order. */
const PLACES: Record<
  string,
  readonly (readonly [name: string | null, address: string | null, lat: number, lon: number])[]
> = {
  Roma: [
    ["Bar Centrale", "Via Nazionale 1, 00184 Roma RM", 41.9009, 12.4938],
    ["Stazione Termini", "Piazza dei Cinquecento, 00185 Roma RM", 41.901, 12.5018],
    [null, null, 41.8902, 12.4922],
  ],
  Milano: [
    ["Mercato Comunale", "Piazza Wagner, 20145 Milano MI", 45.4676, 9.1556],
    [null, "Corso Buenos Aires 33, 20124 Milano MI", 45.4786, 9.2091],
    [null, null, 45.4642, 9.19],
  ],
  London: [
    ["Borough Market", "8 Southwark St, London SE1 1TL", 51.5055, -0.091],
    ["King’s Cross Station", "Euston Rd, London N1 9AL", 51.5308, -0.1238],
    [null, null, 51.5079, -0.0877],
  ],
};

const EMOJI = ["👍", "🙏", "❤️", "😀", "👏🏽"];
const BUTTONS = ["Conferma", "Track my parcel", "Mehr erfahren", "Annuler", "Hablar con un agente"];

function asSent({ externalId, from, sentAt }: Envelope, type: string, body: Record<string, unknown>): string {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  return JSON.stringify({ from: from.slice(1), id: externalId, timestamp, type, [type]: body });
}

/** What a contact sent: mostly text, sometimes a picture, a button, a choice, a reaction, a sound or an unknown type. */
export function inboundContent(
  random: Random,
  { language, kind, ...envelope }: Envelope & { language: Language; kind: "opening" | "contact" | "closing" },
): Content {
  const words = phrase(random, language, kind);
  const media = { id: String(random.between(10 ** 14, 10 ** 15)), sha256: "", mime_type: "image/jpeg" };
  const label = random.pick(BUTTONS);
  const emoji = random.pick(EMOJI);
  const [type, text, body] = random.weighted<readonly [string, string | null, Record<string, unknown>]>([
    [["text", words, { body: words }], 86],
    [["image", words, { ...media, caption: words }], 4],
    [["image", null, media], 1],
    [["audio", null, { ...media, mime_type: "audio/ogg; codecs=opus", voice: true }], 2],
    [["button", label, { text: label, payload: label }], 2],
    [["interactive", label, { type: "list_reply", list_reply: { id: "choice", title: label } }], 2],
    [["reaction", emoji, { emoji, message_id: envelope.externalId }], 2],
    [["order", null, { catalog_id: "4410", product_items: [] }], 1],
  ]);
  return { type, text, payload: asSent(envelope, type, body) };
}

/** A position near the city of that number's label, with its place's name and address where there is one. */
export function locationContent(random: Random, label: string, envelope: Envelope) {
  const places = PLACES[label.split(" ")[0] ?? ""] ?? [];
  const [name, address, lat, lon] = itemAt(places, random.below(places.length));
  const near = (degrees: number) =>
    Number((degrees + (name ? 0 : (random.fraction() - 0.5) * 0.08)).toFixed(6));
  const position = { latitude: near(lat), longitude: near(lon), name, address };
  const given = Object.fromEntries(Object.entries(position).filter(([, value]) => value !== null));
  return { type: "location", text: null, payload: asSent(envelope, "location", given), position };
}
