import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { defined } from "../../shared/fields";
import { requireFaultless } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { endOne, enrollOne } from "./enrolling";
import { requireEdit, requireProgram, subjectOf, type Locked } from "./saving";
import type { CreateProgramInput, EditProgramInput, EndEnrollmentInput, EnrollInput } from "./schema";
import { faultsOfEnrollment } from "./window";

type Done = { id: number; href?: string; message: string };

/** Creates a program. Needs `programs.edit` with the operator. */
export async function createProgram(viewer: Viewer, { name, key: wanted, description = null }: CreateProgramInput): Promise<Done> {
  authorize(viewer, "programs.edit");
  return change(viewer, async (tx, viewer) => {
    requireEdit(viewer, null);
    const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('programs', 'id'))::int AS id`);
    const data = { id: next!.id, key: wanted ?? `PG-${next!.id}`, name, description };
    await uniqueOr({ field: "key", message: t("Another program already has the key {key}.", { key: data.key }) }, tx.program.createMany({ data }));
    await recordActivity(tx, viewer, { ...subjectOf(viewer, data), action: "programs.create", after: { ...data, version: 1 } });
    return { id: data.id, href: paths.program(data.id), message: t("{name} is created.", { name }) };
  });
}

/** Edits a program's name and description, merged with what others changed since. Throws `stale` on a clash. */
export async function editProgram(viewer: Viewer, { programId, version, ...fields }: EditProgramInput): Promise<Done> {
  authorize(viewer, "programs.edit");
  return change(viewer, async (tx, viewer) => {
    const program = await requireProgram(tx, programId, "write");
    requireEdit(viewer, programId);
    const edit = { recordType: "program", recordId: programId, noun: "program", baseVersion: version };
    const written = await mergeEdit<Locked>(tx, { ...edit, current: program, submitted: defined(fields) as Partial<Locked> });
    if (Object.keys(written).length > 0) {
      await tx.program.updateMany({ where: { id: programId }, data: { ...written, version: program.version + 1 } as object });
      await recordActivity(tx, viewer, { ...subjectOf(viewer, { ...program, ...written }), action: "programs.edit", ...changeOf(program, written) });
    }
    return { id: programId, href: paths.program(programId), message: t("{written} is saved.", { written: written.name ?? program.name }) };
  });
}

/**
 * Enrols partners in a program from one moment until another, or gives those in it new dates; all or none. Needs `programs.enroll` on
 * each. Refused where it would bring people, now or when it begins, to access that the viewer could not give.
 */
export async function enrollOrganizations(viewer: Viewer, { programId, organizations, from, until = null, tier = null }: EnrollInput): Promise<Done> {
  authorize(viewer, "programs.enroll");
  const times = { from: from ?? now(), until, tier };
  requireFaultless(faultsOfEnrollment(times));
  return change(viewer, async (tx, viewer) => {
    const program = await requireProgram(tx, programId, "hold");
    for (const id of organizations.toSorted((a, b) => a - b)) await enrollOne(tx, viewer, program, { organizationId: id, ...times });
    return { id: programId, message: t("{count, plural, one {# partner} other {# partners}} enrolled in {program}.", { count: organizations.length, program: program.name }) };
  });
}

/** Ends the enrolment of partners now; one that has not begun is taken back. Ended already changes nothing. All or none. */
export async function endEnrollments(viewer: Viewer, { programId, organizations }: EndEnrollmentInput): Promise<Done> {
  authorize(viewer, "programs.enroll");
  return change(viewer, async (tx, viewer) => {
    const program = await requireProgram(tx, programId, "hold");
    for (const id of organizations.toSorted((a, b) => a - b)) await endOne(tx, viewer, program, id);
    return { id: programId, message: t("{count, plural, one {# partner} other {# partners}} no longer enrolled in {program}.", { count: organizations.length, program: program.name }) };
  });
}
