DROP INDEX "locations_contact_id";--> statement-breakpoint
DROP INDEX "conversations_number_newest";--> statement-breakpoint
DROP INDEX "locations_number_newest";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "managed_number_id" uuid;--> statement-breakpoint
UPDATE "events" SET "managed_number_id" = "conversations"."managed_number_id" FROM "conversations" WHERE "conversations"."id" = "events"."conversation_id";--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "managed_number_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "managed_number_id" uuid;--> statement-breakpoint
UPDATE "messages" SET "managed_number_id" = "conversations"."managed_number_id" FROM "conversations" WHERE "conversations"."id" = "messages"."conversation_id";--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "managed_number_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_managed_number_id_managed_numbers_id_fk" FOREIGN KEY ("managed_number_id") REFERENCES "public"."managed_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_managed_number_id_managed_numbers_id_fk" FOREIGN KEY ("managed_number_id") REFERENCES "public"."managed_numbers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_number_seq" ON "events" USING btree ("managed_number_id","type","seq");--> statement-breakpoint
CREATE INDEX "events_type_seq" ON "events" USING btree ("type","seq" nulls first);--> statement-breakpoint
CREATE INDEX "conversations_number_status_newest" ON "conversations" USING btree ("managed_number_id","status","opened_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "conversations_newest" ON "conversations" USING btree ("opened_at" desc nulls last,"id" desc nulls last);--> statement-breakpoint
CREATE INDEX "conversations_status_newest" ON "conversations" USING btree ("status","opened_at" desc nulls last,"id" desc nulls last);--> statement-breakpoint
CREATE INDEX "locations_newest" ON "locations" USING btree ("sent_at" desc nulls last,"id" desc nulls last);--> statement-breakpoint
CREATE INDEX "locations_contact_newest" ON "locations" USING btree ("contact_id","sent_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "messages_number_newest" ON "messages" USING btree ("managed_number_id","sent_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("sent_at" desc nulls last,"id" desc nulls last);--> statement-breakpoint
CREATE INDEX "conversations_number_newest" ON "conversations" USING btree ("managed_number_id","opened_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "locations_number_newest" ON "locations" USING btree ("managed_number_id","sent_at" desc,"id" desc);