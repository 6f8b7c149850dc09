import "server-only";
import { ownerPool } from "../../platform/db/client";
import { isOutbox } from "../../mail/transports/transport";

/**
 * Finds mails that wait without a job (their job died with its last attempt) and gives them one; forgets what old mails said when they
 * only waited in the outbox and a transport is set now; removes jobs that were given up a week ago, and mails after half a year.
 */
export async function tidyMails(): Promise<void> {
  await ownerPool().query(`
    SELECT graphile_worker.add_job('send-mail', json_build_object('mailId', m.id), job_key => 'mail:' || m.id, flags => ARRAY['slow']) FROM mails m
    WHERE m.status = 'queued' AND m.next_attempt_at < now() - interval '15 minutes'
      AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = 'mail:' || m.id AND j.attempts < j.max_attempts)`);
  if (!isOutbox()) await ownerPool().query("UPDATE mails SET sealed = NULL WHERE status = 'sent' AND sealed IS NOT NULL");
  await ownerPool().query("DELETE FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < now() - interval '7 days'");
  await ownerPool().query("DELETE FROM mails WHERE created_at < now() - interval '180 days' AND status <> 'queued'");
}
