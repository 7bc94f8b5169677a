DROP INDEX "api_requests_id";--> statement-breakpoint
ALTER TABLE "api_requests" DROP CONSTRAINT "api_requests_started_at_id_pk";--> statement-breakpoint
ALTER TABLE "api_requests" ADD CONSTRAINT "api_requests_id_started_at_pk" PRIMARY KEY("id","started_at");--> statement-breakpoint
CREATE INDEX "api_requests_newest" ON "api_requests" USING btree ("started_at" desc,"id" desc) WHERE "api_requests"."token_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_strangers_newest" ON "api_requests" USING btree ("started_at" desc,"id" desc) WHERE "api_requests"."token_id" is null;--> statement-breakpoint
CREATE INDEX "api_requests_supplier_newest" ON "api_requests" USING btree ("supplier_id","started_at" desc,"id" desc) WHERE "api_requests"."supplier_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_ip_newest" ON "api_requests" USING btree ("ip","started_at" desc,"id" desc) WHERE "api_requests"."token_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_strangers_ip_newest" ON "api_requests" USING btree ("ip","started_at" desc,"id" desc) WHERE "api_requests"."token_id" is null;--> statement-breakpoint
CREATE INDEX "api_requests_route_newest" ON "api_requests" USING btree ("route","started_at" desc,"id" desc) WHERE "api_requests"."token_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_refused_newest" ON "api_requests" USING btree ("started_at" desc,"id" desc) WHERE "api_requests"."status" >= 400 and "api_requests"."token_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_failed_newest" ON "api_requests" USING btree ("started_at" desc,"id" desc) WHERE "api_requests"."status" >= 500 and "api_requests"."token_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_code_newest" ON "api_requests" USING btree ("code","started_at" desc,"id" desc) WHERE "api_requests"."status" >= 400 and "api_requests"."token_id" is not null;--> statement-breakpoint
CREATE INDEX "api_requests_token_refused_newest" ON "api_requests" USING btree ("token_id","started_at" desc,"id" desc) WHERE "api_requests"."status" >= 400 and "api_requests"."token_id" is not null;