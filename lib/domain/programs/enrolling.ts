import "server-only";
import sql from "sql-template-tag";
import { scopeId, scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { isOneOf, ofCustomers, programsThatEnd, requireNoOwnGain } from "../access/own-gain";
import { withRulesJudged, withRulesKept } from "../access/rule-gain";
import { recordActivity } from "../activity/record";
import { requireOrganization, subjectOf } from "../organizations/saving";
import type { Locked } from "./saving";

const permission = "programs.enroll";

type Times = { from: Date; until: Date | null; tier: string | null };
type Enrollment = Times & { id: number };

async function enrollmentOf(tx: Transaction, programId: number, organizationId: number): Promise<Enrollment | null> {
  const [found] = await rowsIn<Enrollment>(
    tx,
    sql`SELECT id, valid_from AS "from", valid_until AS until, tier FROM enrollments
      WHERE organization_id = ${organizationId} AND program_id = ${programId} FOR UPDATE`,
  );
  return found ?? null;
}

const logged = (program: Locked, { from, until, tier }: Times) => ({ program: program.name, programId: program.id, from, until, tier });

/** Enrols one partner, or gives its enrolment new times; the log row stands with the partner. */
export async function enrollOne(tx: Transaction, viewer: Viewer, program: Locked, enrollment: Times & { organizationId: number }): Promise<void> {
  const { organizationId, ...times } = enrollment;
  const organization = await requireOrganization(tx, viewer, organizationId, permission);
  const before = await enrollmentOf(tx, program.id, organizationId);
  const isLonger = before !== null && lastsLonger(times, before);
  const enrolled = scopeId("program", program.id);
  const scopesBefore = isLonger ? organization.scopes.filter((id) => id !== enrolled) : organization.scopes;
  requireNoOwnGain(viewer, { before: scopesBefore, after: [...organization.scopes, enrolled], couldMeet: ofCustomers, lacking: [isOneOf([scopeKinds.territory]), ...(await programsThatEnd(tx, organizationId))] });
  const write = (valid: Times) => upsert(tx, program.id, organizationId, valid);
  const driven = { organizations: sql`SELECT ${organizationId}::int`, below: organizationId };
  await withRulesKept(tx, driven, async () => {
    // Judged as if it counted now, since what it brings when it begins is given now; and more time as if it had not counted before.
    if (isLonger) await write({ ...times, from: never, until: null });
    await withRulesJudged(tx, viewer, driven, () => write({ ...times, from: longAgo, until: null }));
    await write(times);
  });
  await recordActivity(tx, viewer, {
    ...subjectOf(organization),
    action: permission,
    ...(before ? { before: logged(program, before) } : {}),
    after: logged(program, times),
  });
}

const longAgo = new Date(0);
const never = new Date(Date.UTC(9999, 0));

const lastsLonger = (is: Times, was: Times) => is.from < was.from || (was.until !== null && (is.until === null || is.until > was.until));

async function upsert(tx: Transaction, programId: number, organizationId: number, { from, until, tier }: Times): Promise<void> {
  const data = { from, until, tier };
  const place = { organizationId_programId: { organizationId, programId } };
  await tx.enrollment.upsert({ where: place, create: { organizationId, programId, ...data }, update: data, select: { id: true } });
}

/** Ends one partner's enrolment now, or takes it back when it has not begun; ended already, or not there, changes nothing. */
export async function endOne(tx: Transaction, viewer: Viewer, program: Locked, organizationId: number): Promise<void> {
  const organization = await requireOrganization(tx, viewer, organizationId, permission);
  const before = await enrollmentOf(tx, program.id, organizationId);
  const moment = now();
  if (!before || (before.until !== null && before.until <= moment)) return;
  const hasBegun = before.from < moment;
  await withRulesKept(tx, { organizations: sql`SELECT ${organizationId}::int`, below: organizationId }, async () => {
    if (hasBegun) await tx.enrollment.updateMany({ where: { id: before.id }, data: { until: moment } });
    else await tx.enrollment.deleteMany({ where: { id: before.id } });
    await rowsIn(tx, sql`SELECT settle_enrollments(${now()}::timestamptz)::text`);
  });
  await recordActivity(tx, viewer, {
    ...subjectOf(organization),
    action: "programs.end-enrollment",
    before: logged(program, before),
    ...(hasBegun ? { after: logged(program, { ...before, until: moment }) } : {}),
  });
}
