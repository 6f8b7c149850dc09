import "server-only";
import { transportName } from "../../mail/transports/transport";
import { verifySmtp, closeSmtp } from "../../mail/transports/smtp";
import { ownerPool } from "../../platform/db/client";
import { env } from "../../platform/env";

type Found = { isFine: boolean; found: string; mend?: string };

/** Whether mail can go out, and whether any failed lately. */
export async function mailFinding(): Promise<Found> {
  const { rows } = await ownerPool().query<{ failed: number; waiting: number }>(
    `SELECT count(*) FILTER (WHERE status = 'failed' AND created_at > now() - interval '7 days')::int AS failed,
      count(*) FILTER (WHERE status = 'queued' AND attempts > 0)::int AS waiting FROM mails`,
  );
  const { failed, waiting } = rows[0]!;
  const counts = `${waiting} tried and waiting, ${failed} failed within a week`;
  switch (transportName()) {
    case "outbox":
      return { isFine: true, found: "no mail server set; mails wait in the outbox, /dev/outbox" };
    case "resend":
      return { isFine: failed === 0, found: `Resend; ${counts}`, mend: "The log says why mails failed; check RESEND_API_KEY and MAIL_FROM." };
    case "smtp":
      return smtpFinding(failed, counts);
  }
}

async function smtpFinding(failed: number, counts: string): Promise<Found> {
  const { hostname, port } = new URL(env().MAIL_URL!);
  const server = `SMTP at ${hostname}${port ? `:${port}` : ""}`;
  try {
    await verifySmtp();
    return { isFine: failed === 0, found: `${server} answers; ${counts}`, mend: "The log says why mails failed; check MAIL_FROM." };
  } catch (error) {
    return { isFine: false, found: `${server}: ${(error as Error).message}; ${counts}`, mend: "Check MAIL_URL. Mails wait meanwhile, for about two days." };
  } finally {
    closeSmtp();
  }
}

/** Whether links in mails lead where their readers can follow; null while no mail goes out. */
export function linkFinding(): Found | null {
  if (transportName() === "outbox") return null;
  const { hostname } = new URL(env().PORTAL_URL);
  const isLocal = /^(localhost|127\.|\[::1\])/.test(hostname);
  return { isFine: !isLocal, found: env().PORTAL_URL, mend: "Set PORTAL_URL to the portal's address as its users see it." };
}

/** Whether jobs are done: none that is due waits for long, and somebody is there to do them. */
export async function jobsFinding(): Promise<Found> {
  const { rows } = await ownerPool().query<{ late: number; dead: number; workers: number }>(
    `SELECT count(*) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL AND run_at < now() - interval '5 minutes')::int AS late,
      count(*) FILTER (WHERE attempts >= max_attempts)::int AS dead,
      (SELECT count(DISTINCT pid)::int FROM pg_locks WHERE locktype = 'advisory' AND classid = 7107 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS workers FROM graphile_worker._private_jobs`,
  );
  const { late, dead, workers } = rows[0]!;
  const found = `${workers === 1 ? "1 server does" : `${workers} servers do`} them; ${late} overdue, ${dead} given up`;
  return { isFine: late === 0 && dead === 0, found, mend: late > 0 ? "Start the portal: npm start does the jobs." : "The log says why; they are forgotten after a while." };
}
