ALTER TABLE "callbacks" ADD COLUMN "probe_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "callbacks" ADD COLUMN "probes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "api_requests_streaming" ON "api_requests" USING btree ("started_at") WHERE "api_requests"."stream_state" = 'streaming';--> statement-breakpoint
CREATE INDEX "deliveries_callback_undelivered_newest" ON "deliveries" USING btree ("callback_id","id" desc) WHERE "deliveries"."state" <> 'delivered';