import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, notFound, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { toSelf } from "../access/gifts";
import { withKeeper } from "../access/keepers";
import { organizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { requireJoinGivable } from "./effects";
import { securityGroupFor } from "./generated";
import { knownPeople, putInto, requireSecurityGroup, type Person } from "./membership";
import { requireGroup, subjectOf, write, type Locked } from "./saving";
import type { SwapSecurityGroupInput } from "./schema";
import type { Window } from "./window";

type Swapped = { id: number; groupId: number; href: string; message: string };

/**
 * Moves a person from one security group to another in one step (access-model.md, "Swap in one step"): no moment with neither or both,
 * the session and the person's time stay. The other group is one that is there or one made for the scope described; a generated group
 * left empty is archived. Throws `conflict` when the person is not in the first group any more, `refused` for oneself or more than one may give.
 */
export async function swapSecurityGroup(viewer: Viewer, input: SwapSecurityGroupInput): Promise<Swapped> {
  authorize(viewer, "groups.manage-members");
  return change(viewer, async (tx, viewer) => {
    if (input.userId === viewer.facts.userId) throw toSelf("groups.manage-members");
    // The person's row first: of two moves of one person the second waits here, and finds them gone.
    await rowsIn(tx, sql`SELECT 1 FROM users WHERE id = ${input.userId} FOR NO KEY UPDATE`);
    const person = await requirePerson(tx, viewer, input.userId);
    const { from, to } = await requireBoth(tx, viewer, person, input);
    await withKeeper(tx, [person.organizationId], async () => {
      const window = await takeOut(tx, viewer, from, person);
      await putInto(tx, viewer, to, { people: [person], window });
      await archiveIfEmpty(tx, viewer, from);
    });
    await requireJoinGivable(tx, viewer, to.id, [person]);
    const ends = { before: { securityGroup: from.name, groupId: from.id }, after: { securityGroup: to.name, groupId: to.id } };
    await recordActivity(tx, viewer, { recordType: "user", recordId: person.id, recordName: person.name, organizationId: person.organizationId, action: "groups.swap", ...ends });
    return { id: person.id, groupId: to.id, href: paths.user(person.id), message: t("{person} was moved from {from} to {to}.", { person: person.name, from: from.name, to: to.name }) };
  });
}

async function requirePerson(tx: Transaction, viewer: Viewer, userId: number): Promise<Person> {
  const [person] = await knownPeople(tx, viewer, [userId]).catch((error: unknown) => {
    throw error instanceof Problem ? notFound("user") : error;
  });
  return person!;
}

/** Both groups locked in one order, so that two swaps never wait for each other in a circle. */
async function requireBoth(tx: Transaction, viewer: Viewer, person: Person, input: SwapSecurityGroupInput): Promise<{ from: Locked; to: Locked }> {
  const { fromGroupId, access, groupId } = input;
  const asFrom = async () => requireSecurity(await requireGroup(tx, viewer, fromGroupId, "groups.manage-members"));
  if (access !== "group") {
    const from = await asFrom();
    return { from, to: requireOtherThan(from, await generated(tx, viewer, person, { ...input, access })) };
  }
  const asTo = () => requireSecurityGroup(tx, viewer, groupId!);
  if (fromGroupId <= groupId!) {
    const from = await asFrom();
    return { from, to: requireOtherThan(from, await asTo()) };
  }
  const to = await asTo();
  return { from: await asFrom(), to };
}

function requireSecurity(group: Locked): Locked {
  if (group.type !== "security") throw invalid({ fromGroupId: t("{group} is no security group.", { group: group.name }) });
  return group;
}

function requireOtherThan(from: Locked, to: Locked): Locked {
  if (to.id === from.id) throw invalid({ groupId: t("This is the group {from}, in which the person is already.", { from: from.name }) });
  return to;
}

type Generated = SwapSecurityGroupInput & { access: Exclude<SwapSecurityGroupInput["access"], "group"> };

async function generated(tx: Transaction, viewer: Viewer, person: Person, { roleId, level, groupName, ...scope }: Generated): Promise<Locked> {
  const home = await organizationRecord(tx, person.organizationId);
  if (!home) throw refused("groups.create");
  return securityGroupFor(tx, viewer, { home, roleId: roleId!, level, scope, ...(groupName ? { name: groupName } : {}) });
}

async function takeOut(tx: Transaction, viewer: Viewer, from: Locked, { id, name }: Person): Promise<Window> {
  const [gone] = await rowsIn<Window>(
    tx,
    sql`DELETE FROM group_members WHERE group_id = ${from.id} AND user_id = ${id} RETURNING valid_from AS "from", valid_until AS "until"`,
  );
  if (!gone) throw conflict(t("{person} is not in {group} any more. Look at the person's page again.", { person: name, group: from.name }));
  await recordActivity(tx, viewer, { ...subjectOf(from), action: "groups.manage-members", before: { removed: [{ id, name }] } });
  return gone;
}

/** A group that was made for somebody goes with the last of its people; it keeps its access and can be restored. */
async function archiveIfEmpty(tx: Transaction, viewer: Viewer, group: Locked): Promise<void> {
  if (!group.isGenerated || group.archivedAt) return;
  const left = await rowsIn<object>(
    tx,
    sql`SELECT 1 FROM group_members WHERE group_id = ${group.id} UNION ALL SELECT 1 FROM group_nestings WHERE group_id = ${group.id} LIMIT 1`,
  );
  if (left.length === 0) await write(tx, viewer, group, { action: "groups.archive", written: { archivedAt: now() }, noted: { because: "nobody is in it any more" } });
}
