ALTER TABLE "delivery_lanes" DROP CONSTRAINT "delivery_lanes_conversation_id_conversations_id_fk";
--> statement-breakpoint
DROP INDEX "delivery_lanes_conversation_id";