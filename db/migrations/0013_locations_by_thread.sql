DROP INDEX "locations_conversation_id";--> statement-breakpoint
CREATE INDEX "locations_thread_newest" ON "locations" USING btree ("conversation_id","sent_at" desc,"id" desc);