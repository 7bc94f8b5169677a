DROP INDEX "deliveries_undelivered_newest";--> statement-breakpoint
DROP INDEX "deliveries_callback_undelivered_newest";--> statement-breakpoint
CREATE INDEX "deliveries_undelivered_newest" ON "deliveries" USING btree ("state","id" desc) WHERE nullif("deliveries"."state", 'delivered') is not null;--> statement-breakpoint
CREATE INDEX "deliveries_callback_undelivered_newest" ON "deliveries" USING btree ("callback_id","id" desc) WHERE nullif("deliveries"."state", 'delivered') is not null;