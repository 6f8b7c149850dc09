-- Mails that are to go out, written in the transaction of what they tell about, and the way by which the application adds jobs.

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('queued', 'sent', 'failed', 'suppressed');

-- CreateTable
CREATE TABLE "mails" (
    "id" SERIAL NOT NULL,
    "to_address" TEXT NOT NULL,
    "to_name" TEXT,
    "user_id" INTEGER,
    "template" TEXT NOT NULL,
    "sealed" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "dedupe_key" TEXT,
    "status" "mail_status" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "via" TEXT,
    "message_id" TEXT,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mails_dedupe_key_key" ON "mails"("dedupe_key");

-- CreateIndex
CREATE INDEX "mails_user_id_id_idx" ON "mails"("user_id", "id");

-- CreateIndex
CREATE INDEX "mails_status_next_attempt_at_idx" ON "mails"("status", "next_attempt_at");

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON mails TO portico_app;
GRANT USAGE ON SEQUENCE mails_id_seq TO portico_app;

-- Adds a job in the caller's transaction. The queue's own tables belong to the owner, and the application only ever adds to them.
-- The queue (schema graphile_worker) is made by its own migrations, which run after these.
CREATE FUNCTION portico_add_job(job text, payload json, job_key text, run_at timestamptz, keep_run_at boolean, max_attempts int, flags text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM graphile_worker.add_job(portico_add_job.job, payload => portico_add_job.payload, run_at => portico_add_job.run_at,
    max_attempts => portico_add_job.max_attempts, job_key => portico_add_job.job_key, flags => portico_add_job.flags,
    job_key_mode => CASE WHEN keep_run_at THEN 'preserve_run_at' ELSE 'replace' END);
END $$;
REVOKE EXECUTE ON FUNCTION portico_add_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portico_add_job TO portico_app;
