import type {
  ContactResource,
  ConversationResource,
  LocationResource,
  ManagedNumberResource,
  MessageResource,
} from "../conversations/resource-schema";
import type { CellValue, Column } from "../excel/workbook";

const ID_WIDTH = 38;
const TIME_WIDTH = 20;

function text<Row>(header: string, width: number, value: (row: Row) => CellValue): Column<Row> {
  return { header, width, value };
}

/** A time of a resource, which is text there, as a date. */
function time<Row>(header: string, value: (row: Row) => string | null): Column<Row> {
  const read = (row: Row) => {
    const at = value(row);
    return at === null ? null : new Date(at);
  };
  return { header, width: TIME_WIDTH, date: "seconds", value: read };
}

function partyColumns<
  Row extends { managed_number: ManagedNumberResource; contact: ContactResource },
>(): Column<Row>[] {
  return [
    text("managed_number_id", ID_WIDTH, ({ managed_number }) => managed_number.id),
    text("managed_number_phone", 18, ({ managed_number }) => managed_number.phone),
    text("managed_number_label", 24, ({ managed_number }) => managed_number.label),
    text("contact_id", ID_WIDTH, ({ contact }) => contact.id),
    text("contact_phone", 18, ({ contact }) => contact.phone),
    text("contact_name", 24, ({ contact }) => contact.name),
  ];
}

/** The fields of a conversation, those of its number and contact side by side. */
export const conversationExportColumns: Column<ConversationResource>[] = [
  text("id", ID_WIDTH, (row) => row.id),
  text("status", 12, (row) => row.status),
  ...partyColumns<ConversationResource>(),
  time("opened_at", (row) => row.opened_at),
  time("last_message_at", (row) => row.last_message_at),
  time("closed_at", (row) => row.closed_at),
];

/** The fields of a message, those of its position side by side. */
export const messageExportColumns: Column<MessageResource>[] = [
  text("id", ID_WIDTH, (row) => row.id),
  text("conversation_id", ID_WIDTH, (row) => row.conversation_id),
  text("direction", 12, (row) => row.direction),
  text("type", 12, (row) => row.type),
  text("text", 60, (row) => row.text),
  text("external_id", ID_WIDTH, (row) => row.external_id),
  text("status", 12, (row) => row.status),
  time("status_at", (row) => row.status_at),
  time("sent_at", (row) => row.sent_at),
  text("position_latitude", 12, (row) => row.position?.latitude ?? null),
  text("position_longitude", 12, (row) => row.position?.longitude ?? null),
  text("position_name", 24, (row) => row.position?.name ?? null),
  text("position_address", 36, (row) => row.position?.address ?? null),
];

/** The fields of a location, those of its number and contact side by side. */
export const locationExportColumns: Column<LocationResource>[] = [
  text("id", ID_WIDTH, (row) => row.id),
  text("message_id", ID_WIDTH, (row) => row.message_id),
  text("conversation_id", ID_WIDTH, (row) => row.conversation_id),
  ...partyColumns<LocationResource>(),
  text("latitude", 12, (row) => row.latitude),
  text("longitude", 12, (row) => row.longitude),
  text("name", 24, (row) => row.name),
  text("address", 36, (row) => row.address),
  time("sent_at", (row) => row.sent_at),
];
