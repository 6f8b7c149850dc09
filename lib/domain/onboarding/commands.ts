import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import { mayNudge, mayReadOnboarding } from "../../access/onboarding";
import type { Viewer } from "../../access/viewer";
import { minutesFromNow, now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { conflict, notFound, Problem, refused } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { keptStepText, stepText } from "../../shared/ready-checklists";
import { change } from "../access/change";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { mailPerson } from "../mail/queue";
import { requireChecklist, requireOwner, requireRole, subjectOf, writeItems, type Locked } from "./saving";
import type { ChecklistInput, CreateChecklistInput, EditChecklistInput, OnboardingInput } from "./schema";

type Done = { id: number; href?: string; message: string };
type Nudged = { id: number; name: string; userId: number; userName: string; organizationId: number; isOpen: boolean; status: string; nudgedAt: Date | null; scopes: number[] };

/** A person is reminded at most once in so many minutes. */
const pause = 24 * 60;

/** Reminds a newcomer of their first steps: it stands on their start page and comes by mail. At most once a day. */
export async function nudgeOnboarding(viewer: Viewer, { onboardingId }: OnboardingInput): Promise<Done> {
  authorize(viewer, "tasks.assign");
  return change(viewer, async (tx, viewer) => {
    const [found] = await rowsIn<Nudged>(
      tx,
      sql`SELECT b.id, b.name, b.user_id AS "userId", u.name AS "userName", u.organization_id AS "organizationId", b.done_count < b.step_count AS "isOpen",
          u.status::text AS status, b.nudged_at AS "nudgedAt",
          ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes
        FROM onboardings b JOIN users u ON u.id = b.user_id WHERE b.id = ${onboardingId} FOR NO KEY UPDATE OF b`,
    );
    if (!found || !mayReadOnboarding(viewer, found)) throw notFound("checklist");
    if (!mayNudge(viewer, found)) throw refused("tasks.assign", t("You may not remind this person."));
    if (found.status === "deactivated") throw conflict(t("{name} can no longer sign in.", { name: found.userName }));
    if (found.status === "invited") throw conflict(t("{name} has not come in yet. Renew the invitation on their page.", { name: found.userName }));
    if (!found.isOpen) throw conflict(t("{name} has done everything.", { name: found.userName }));
    if (found.nudgedAt && found.nudgedAt > minutesFromNow(-pause)) throw conflict(t("{name} was reminded less than a day ago.", { name: found.userName }));
    await tx.onboarding.updateMany({ where: { id: onboardingId }, data: { nudgedAt: now(), nudgedById: viewer.facts.userId } });
    await mailReminder(tx, viewer, found);
    const subject = { recordType: "onboarding", recordId: onboardingId, recordName: `${found.name} for ${found.userName}`, organizationId: found.organizationId };
    await recordActivity(tx, viewer, { ...subject, action: "onboarding.nudge" });
    return { id: onboardingId, message: t("{userName} is reminded.", { userName: found.userName }) };
  });
}

async function mailReminder(tx: Transaction, viewer: Viewer, { id, userId, userName }: Nudged): Promise<void> {
  const steps = await tx.task.findMany({ where: { onboardingId: id, assigneeId: userId, status: "open" }, orderBy: { position: "asc" }, select: { title: true } });
  if (steps.length === 0) return;
  await mailPerson(tx, userId, { template: "first-steps", data: { name: userName, by: viewer.facts.name, steps: steps.map(({ title }) => title) } });
}

/** The texts as they are kept: whoever read what came ready in their language sends it back so. */
const asKept = <Fields extends Partial<Pick<CreateChecklistInput, "name" | "description" | "items">>>(fields: Fields): Fields => ({
  ...fields,
  ...(fields.name && { name: keptStepText(fields.name) }),
  ...(fields.description && { description: keptStepText(fields.description) }),
  ...(fields.items && { items: fields.items.map((item) => ({ ...item, title: keptStepText(item.title), help: item.help && keptStepText(item.help) })) }),
});

const taken = () => ({ field: "name", message: t("Another checklist of this partner has this name.") });

/** Makes a checklist for people who are invited with a role, in an organization where the viewer may give tasks. */
export async function createChecklist(viewer: Viewer, sent: CreateChecklistInput): Promise<Done> {
  authorize(viewer, "tasks.assign");
  return change(viewer, async (tx, viewer) => {
    const { items, ...input } = asKept(sent);
    await requireOwner(tx, viewer, input.organizationId);
    await requireRole(tx, input);
    const { id } = await uniqueOr(taken(), tx.checklist.create({ data: input, select: { id: true } }));
    await writeItems(tx, id, items);
    await recordActivity(tx, viewer, { ...subjectOf({ ...input, id }), action: "checklists.create", after: { ...input, steps: items.length, version: 1 } });
    return { id, href: paths.checklist(id), message: t("{name} is created.", { name: stepText(input.name) }) };
  });
}

/** Changes a checklist; merged field by field, the steps as one. What is under way stays as it was begun. Throws `stale` on a clash. */
export async function editChecklist(viewer: Viewer, { checklistId, version, ...fields }: EditChecklistInput): Promise<Done> {
  authorize(viewer, "tasks.assign");
  return change(viewer, async (tx, viewer) => {
    const list = await requireChecklist(tx, viewer, checklistId);
    const edit = { recordType: "checklist", recordId: checklistId, noun: "checklist", baseVersion: version, current: list, submitted: defined(asKept(fields)) as Partial<Locked> };
    const { items, ...written } = await mergeEdit<Locked>(tx, edit).catch(toldInWords);
    const done = { id: checklistId, href: paths.checklist(checklistId), message: t("{written} is saved.", { written: stepText(written.name ?? list.name) }) };
    if (!items && Object.keys(written).length === 0) return done;
    if (written.roleId !== undefined) await requireRole(tx, { roleId: written.roleId, organizationId: list.organizationId });
    await uniqueOr(taken(), tx.checklist.updateMany({ where: { id: checklistId }, data: { ...written, version: list.version + 1 } }));
    if (items) await writeItems(tx, checklistId, items);
    const changed: Partial<Locked> = { ...written, ...(items ? { items } : {}) };
    await recordActivity(tx, viewer, { ...subjectOf({ ...list, ...written }), action: "checklists.edit", ...changeOf<Locked>(list, changed) });
    return done;
  });
}

/** Steps are too much to be put side by side: whose they are is told, and what was typed stays in the form. */
function toldInWords(error: unknown): never {
  const steps = error instanceof Problem ? error.clashes.find(({ field }) => field === "items") : undefined;
  if (!steps) throw error;
  const message = t("{person} has changed the steps meanwhile. Open the checklist in another window and put your changes in there.", { person: steps.by });
  throw conflict(message, { items: message });
}

function inState(viewer: Viewer, { checklistId }: ChecklistInput, isArchived: boolean): Promise<Done> {
  return change(viewer, async (tx, viewer) => {
    const list = await requireChecklist(tx, viewer, checklistId);
    const done = { id: checklistId, message: isArchived ? t("{list} is no longer used.", { list: stepText(list.name) }) : t("{list} is used again.", { list: stepText(list.name) }) };
    if ((list.archivedAt !== null) === isArchived) return done;
    const written = { archivedAt: isArchived ? now() : null };
    await tx.checklist.updateMany({ where: { id: checklistId }, data: { ...written, version: list.version + 1 } });
    await recordActivity(tx, viewer, { ...subjectOf(list), action: isArchived ? "checklists.archive" : "checklists.restore", ...changeOf<Locked>(list, written) });
    return done;
  });
}

/** Nobody gets the checklist any more; what is under way goes on. Archived already changes nothing. */
export async function archiveChecklist(viewer: Viewer, input: ChecklistInput): Promise<Done> {
  authorize(viewer, "tasks.assign");
  return inState(viewer, input, true);
}

/** The checklist is used again. In use already changes nothing. */
export async function restoreChecklist(viewer: Viewer, input: ChecklistInput): Promise<Done> {
  authorize(viewer, "tasks.assign");
  return inState(viewer, input, false);
}
