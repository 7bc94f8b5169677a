ALTER TABLE "api_requests" ALTER COLUMN "response_bytes" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "api_requests" ADD COLUMN "stream_state" text;