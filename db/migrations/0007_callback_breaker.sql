ALTER TABLE "callbacks" ADD COLUMN "probe_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "callbacks" ADD COLUMN "probes" integer DEFAULT 0 NOT NULL;