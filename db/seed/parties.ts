import type { contacts, managedNumbers } from "../schema/conversations";
import type { suppliers } from "../schema/suppliers";
import { type Language, NAMES } from "./names";
import { createRandom, itemAt, type Random } from "./random";
import { DAY_MS, shifted } from "./times";

export type SupplierRow = typeof suppliers.$inferInsert & { id: string };
export type NumberRow = typeof managedNumbers.$inferInsert & { id: string };
export type ContactRow = typeof contacts.$inferInsert & { id: string; createdAt: Date };

/** The suppliers in the order in which the token plan names them. */
const SUPPLIERS: {
  name: string;
  mail: string | null;
  note: string | null;
  age: number;
  archived?: number;
}[] = [
  {
    name: "Meridian Srl",
    mail: "api@meridian.example",
    note: "Order system; integrates every shop.",
    age: 410,
  },
  { name: "Nordlys ApS", mail: "drift@nordlys.example", note: "Analytics for the service team.", age: 380 },
  { name: "Tramontana Logistica S.p.A.", mail: "it@tramontana.example", note: "Couriers.", age: 300 },
  { name: "Kestrel & Hale Ltd", mail: "platform@kestrelhale.example", note: null, age: 240 },
  {
    name: "Atelier Corbeau SARL",
    mail: "technique@corbeau.example",
    note: "Satisfaction surveys.",
    age: 190,
  },
  { name: "Weidenbach Analytik GmbH", mail: null, note: "Contract ends this year.", age: 150 },
  {
    name: "Fratelli Lariani S.n.c.",
    mail: "info@lariani.example",
    note: "Pilot only; went with another provider.",
    age: 140,
    archived: 60,
  },
];

const NUMBERS = [
  { phone: "+390612345678", label: "Roma – Servizio clienti", wa: "410022003300440" },
  { phone: "+390287654321", label: "Milano – Vendite", wa: "410022003300551" },
  { phone: "+442079460321", label: "London – Customer care", wa: "410022003300662" },
];

/** Numbers that regulators keep free for fiction; Italy keeps none, so its people write from a French range. */
const RANGES: Record<Language, readonly (readonly [prefix: string, digits: number])[]> = {
  it: [["+3363998", 4]],
  fr: [["+3363998", 4]],
  es: [["+3363998", 4]],
  en: [
    ["+447700900", 3],
    ["+121255501", 2],
    ["+141555501", 2],
    ["+161755501", 2],
    ["+171355501", 2],
  ],
  de: [
    ["+493023125", 3],
    ["+498999998", 3],
    ["+4917139200", 2],
  ],
  ar: [["+3363998", 4]],
};

/** Numbers of the people in the WhatsApp fixtures, who shall be new when they write. */
const RESERVED = new Set(["+447700900123", "+393331112233"]);

/** The outside companies, oldest first. */
export function planSuppliers(now: Date): SupplierRow[] {
  const random = createRandom("suppliers");
  return SUPPLIERS.map(({ name, mail, note, age, archived }) => {
    const createdAt = shifted(now, -age * DAY_MS);
    const archivedAt = archived === undefined ? null : shifted(now, -archived * DAY_MS);
    return {
      id: random.idAt(createdAt),
      name,
      contactEmail: mail,
      note,
      archivedAt,
      createdAt,
      updatedAt: archivedAt ?? createdAt,
    };
  });
}

/** The business numbers; the first two are those that the WhatsApp fixtures name. */
export function planNumbers(now: Date): NumberRow[] {
  const random = createRandom("numbers");
  return NUMBERS.map(({ phone, label, wa }, index) => {
    const createdAt = shifted(now, (index - 420) * DAY_MS);
    return { id: random.idAt(createdAt), phone, label, waPhoneNumberId: wa, createdAt };
  });
}

/** Draws contacts that nobody else has: each call gives one with a phone number of its own. */
export function contactSource(random: Random): (language: Language, createdAt: Date) => ContactRow {
  const taken = new Set(RESERVED);
  return (language, createdAt) => {
    const phone = freePhone(random, language, taken);
    taken.add(phone);
    const { first, last } = NAMES[language];
    const name = random.weighted<string | null>([
      [`${random.pick(first)} ${random.pick(last)}`, 84],
      [random.pick(first), 11],
      [null, 5],
    ]);
    return { id: random.idAt(createdAt), phone, name, createdAt };
  };
}

function freePhone(random: Random, language: Language, taken: ReadonlySet<string>): string {
  const ranges = RANGES[language];
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const [prefix, digits] = itemAt(ranges, random.below(ranges.length));
    const phone = prefix + String(random.below(10 ** digits)).padStart(digits, "0");
    if (!taken.has(phone)) return phone;
  }
  throw new Error(`no free phone number for ${language}`);
}
