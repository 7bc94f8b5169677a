CREATE UNLOGGED TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "retired_secrets" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"token_id" uuid NOT NULL,
	"secret_hint" text NOT NULL,
	"retired_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_requests" ADD COLUMN "secret_hint" text;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "secret_created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "api_tokens" SET "secret_created_at" = "created_at";--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "previous_secret_hint" text;--> statement-breakpoint
ALTER TABLE "retired_secrets" ADD CONSTRAINT "retired_secrets_token_id_api_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."api_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "retired_secrets_token_id" ON "retired_secrets" USING btree ("token_id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","id" desc);--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","id" desc);--> statement-breakpoint
CREATE INDEX "deliveries_undelivered_newest" ON "deliveries" USING btree ("state","id" desc) WHERE "deliveries"."state" <> 'delivered';