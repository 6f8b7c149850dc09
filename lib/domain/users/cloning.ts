import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { conflict } from "../../shared/errors";
import { languageNow } from "../../shared/language/reader";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { requireGainGivable } from "../access/gains";
import type { OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { copyGrants } from "../grants/copying";
import { putInto, type Person } from "../groups/membership";
import { requireGroup } from "../groups/saving";
import type { Window } from "../groups/window";
import { createInvitation } from "../invitations/commands";
import { startOnboarding } from "../onboarding/starting";
import { requireHome, requireUser, subjectOf, type Locked } from "./saving";
import type { CloneUserInput } from "./schema";

type Cloned = { id: number; name: string; link: string; message: string };

/**
 * Makes a person with what is chosen of another's access, groups, times and settings, and invites them. Never taken along: password,
 * second factors, sessions, tokens, phone, address. All of it is judged as giving. Answers the path of the one-time link, shown once.
 * Throws `conflict` when somebody has the address, or for groups that the viewer may not see.
 */
export async function cloneUser(viewer: Viewer, input: CloneUserInput): Promise<Cloned> {
  authorize(viewer, "users.clone");
  return change(viewer, async (tx, viewer) => {
    const source = await requireUser(tx, viewer, input.userId, "users.clone");
    const home = await requireHome(tx, viewer, input.organizationId ?? source.organizationId, "users.clone");
    const user = await addClone(tx, viewer, { source, home, input });
    const { permissions, scope, customers, memberships, expiry } = input;
    const copying = { to: { userId: user.id }, homeId: home.id, scope, customers, withTimes: expiry, reason: `Cloned from ${source.name}` };
    if (permissions) await copyGrants(tx, viewer, { userId: source.id }, copying);
    if (memberships) await copyMemberships(tx, viewer, source.id, { user: { ...user, organizationId: home.id }, withTimes: expiry });
    await requireGainGivable(tx, viewer, user.id, null);
    await startOnboarding(tx, viewer, { ...user, organizationId: home.id });
    const link = paths.invitation(await createInvitation(tx, user.id, viewer.facts));
    return { ...user, link, message: t("{user} is invited, like {source}.", { user: user.name, source: source.name }) };
  });
}

type New = { source: Locked; home: OrganizationRecord; input: CloneUserInput };

async function addClone(tx: Transaction, viewer: Viewer, { source, home, input }: New): Promise<{ id: number; name: string }> {
  const { name, email, settings, expiry, permissions, scope, memberships } = input;
  const taken = { field: "email", message: t("Somebody already has an account with {email}.", { email }) };
  const like = settings ? { jobRole: source.jobRole, region: source.region, readOnly: source.readOnly } : {};
  const ends = expiry && source.expiresAt && source.expiresAt > now() ? { expiresAt: source.expiresAt } : {};
  const data = { name, email, organizationId: home.id, status: "invited" as const, ...like, ...ends };
  const user = await uniqueOr(taken, tx.user.create({ data: { ...data, languageRead: languageNow() }, select: { id: true, name: true } }));
  const from = { from: source.name, fromId: source.id, took: { permissions, scope, memberships, expiry, settings } };
  await recordActivity(tx, viewer, { ...subjectOf({ ...user, organizationId: home.id }), action: "users.clone", after: { ...data, version: 1, ...from } });
  return user;
}

/** The groups that the person was put into; rule groups find the clone by themselves. */
async function copyMemberships(tx: Transaction, viewer: Viewer, sourceId: number, { user, withTimes }: { user: Person; withTimes: boolean }): Promise<void> {
  const found = await rowsIn<Window & { id: number }>(
    tx,
    sql`SELECT m.group_id AS id, m.valid_from AS "from", m.valid_until AS "until" FROM group_members m JOIN groups g ON g.id = m.group_id
      WHERE m.user_id = ${sourceId} AND g.archived_at IS NULL AND g.type <> 'rule' AND (m.valid_until IS NULL OR m.valid_until > ${now()}) ORDER BY 1`,
  );
  for (const { id, from, until } of found) {
    const group = await requireGroup(tx, viewer, id, "groups.view").catch(() => null);
    if (!group || !allowed(viewer.access, "groups.manage-members", group.home.scopes)) {
      const message = group ? t("You may not add members to {group}. Clone without the groups.", { group: group.name }) : t("This person is in groups that you may not see. Clone without the groups.");
      throw conflict(message, { memberships: message });
    }
    await putInto(tx, viewer, group, { people: [user], window: withTimes ? { from, until } : { from: null, until: null } });
  }
}
