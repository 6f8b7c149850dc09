import "server-only";
import sql, { empty, type Sql } from "sql-template-tag";
import { allowed, authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { holds } from "../../access/grant";
import type { Permission } from "../../access/permissions";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { canonicalEmail } from "../../shared/email";
import { notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { Page, Total } from "../../shared/page";
import { read } from "../access/change";
import { loadFacts } from "../access/facts";
import { personAccess, type HeldAccess } from "../access/held-access";
import { isSuspended, stateOf } from "../access/person-state";
import { holdsWords, searchWords } from "../access/people-search";
import { inviterColumn } from "../invitations/inviters";
import { conditions, sortKeys } from "./list";
import type { UserDetail, UserGroup, UserRow } from "./rows";
import type { UserList } from "./schema";

const invitedUntil = sql`CASE WHEN u.status = 'invited' THEN (SELECT max(i.expires_at) FROM invitations i WHERE i.user_id = u.id AND i.used_at IS NULL) END`;

const columns = () => sql`u.id, u.email, u.name, u.status::text AS status, ${stateOf(now())} AS state, u.read_only AS "readOnly", u.expires_at AS "expiresAt",
  u.organization_id AS "organizationId", o.name AS "organizationName", u.job_role AS "jobRole", u.region, u.phone, u.picture,
  u.last_sign_in_at AS "lastSignInAt", ${invitedUntil} AS "invitedUntil", ${inviterColumn()} AS inviter, u.created_at AS "createdAt", u.updated_at AS "updatedAt", u.version`;

/** Beyond this a total says "more than". */
const mostCounted = 10_000;
/** A search that finds more than this is answered by walking the list instead of sorting what was found. */
const mostFound = 5_000;

/** One page of the people that the viewer may list. */
export async function listUsers(viewer: Viewer, list: UserList): Promise<Page<UserRow>> {
  authorize(viewer, "users.list");
  const asked = conditions(scopesOf(viewer.access, "users.list"), list);
  const where = sql`${asked}${await searched(list.search)}`;
  const page = ordered(list, sortKeys[list.sort], sql`u.id`);
  const [found, count] = await Promise.all([
    rows<UserRow & { sortKey: string }>(
      pool(),
      sql`SELECT ${columns()}, ${page.key} FROM users u JOIN organizations o ON o.id = u.organization_id WHERE ${where}${page.beyond}${page.order}`,
    ),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM (SELECT 1 FROM users u WHERE ${where} LIMIT ${mostCounted + 1}) k`),
  ]);
  return orderedPage(list, found, totalOf(count!.count));
}

const totalOf = (count: number): Total => (count > mostCounted ? { count: mostCounted, exact: false } : { count, exact: true });

/** The search as a condition: the few people that the text index finds, or the words themselves when they are short or find many. */
async function searched(search: string): Promise<Sql> {
  const words = searchWords(search);
  if (words.length === 0) return empty;
  const isLong = words.some((word) => word.length >= 3);
  const ids = isLong
    ? await rows<{ id: number }>(pool(), sql`SELECT u.id FROM users u WHERE ${holdsWords(words)} LIMIT ${mostFound + 1}`)
    : null;
  return ids && ids.length <= mostFound ? sql` AND u.id = ANY(${ids.map(({ id }) => id)}::int[])` : sql` AND ${holdsWords(words)}`;
}

type Found = UserRow & { scopes: number[]; path: number[]; hasPassword: boolean; contactNote: string | null; isSuspended: boolean };

/** The person with the scope ids of their home. Throws `not-found` when they may not be opened. */
export async function findUser(viewer: Viewer, userId: number): Promise<Found> {
  authorize(viewer, "users.view");
  const row = await firstRow<Found>(
    pool(),
    sql`SELECT ${columns()}, u.password_hash IS NOT NULL AS "hasPassword", u.contact_note AS "contactNote", ${isSuspended} AS "isSuspended",
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes,
        ARRAY(SELECT c.ancestor_id FROM organization_closure c WHERE c.organization_id = u.organization_id AND c.depth > 0 ORDER BY c.depth) AS path
      FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ${userId}`,
  );
  if (!row || !allowed(viewer.access, "users.view", row.scopes)) throw notFound("user");
  return row;
}

/** A person's profile with what the viewer may do. Throws `not-found` when it may not be opened. */
export async function getUser(viewer: Viewer, userId: number): Promise<UserDetail> {
  authorize(viewer, "users.view");
  const { scopes, path, ...user } = await findUser(viewer, userId);
  const isSelf = user.id === viewer.facts.userId;
  const may = (permission: Permission) => allowed(viewer.access, permission, scopes);
  const known = await rows<{ id: number; name: string }>(
    pool(),
    sql`SELECT o.id, o.name FROM organizations o WHERE o.id = ANY(${path}::int[])
      AND ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)}`,
  );
  return {
    ...user,
    above: path.flatMap((id) => known.filter((organization) => organization.id === id)),
    isSelf,
    can: {
      invite: may("users.invite"),
      edit: may("users.edit"),
      deactivate: may("users.deactivate") && !isSelf,
      limit: may("users.set-expiry") && !isSelf,
      clone: may("users.clone"),
      give: may("grants.give") && !isSelf,
      seeAccess: may("grants.list"),
      explain: isSelf || may("access.explain"),
      viewAs: may("users.view-as") && !isSelf && user.state === "active" && viewer.session !== undefined && !viewer.viewing,
    },
  };
}

/** The groups that a person is in, as far as the viewer may list groups; each once per way of being in it. */
export async function listUserGroups(viewer: Viewer, userId: number): Promise<UserGroup[]> {
  authorize(viewer, "users.view");
  await findUser(viewer, userId);
  const { memberships } = (await loadFacts(pool(), userId))!;
  const known = await knownGroups(viewer, memberships);
  const moment = now().getTime();
  return memberships
    .flatMap(({ groupId, via, from, until }): UserGroup[] => {
      const group = known.get(groupId);
      if (!group) return [];
      const through = via.slice(0, -1).map((id) => known.get(id)?.name ?? t("a group you may not see"));
      const window = { from: from === null ? null : new Date(from), until: until === null ? null : new Date(until) };
      const isDirect = via.length === 1 && group.type !== "rule";
      return until !== null && until <= moment ? [] : [{ ...group, isDirect, through, ...window, isCurrent: holds({ from, until }, moment) }];
    })
    .sort((a, b) => Number(b.isDirect) - Number(a.isDirect) || a.name.localeCompare(b.name, "en"));
}

type KnownGroup = Pick<UserGroup, "id" | "name" | "type">;

async function knownGroups(viewer: Viewer, memberships: ViewerFacts["memberships"]): Promise<Map<number, KnownGroup>> {
  const ids = [...new Set(memberships.flatMap(({ via }) => via))];
  const found = await rows<KnownGroup>(
    pool(),
    sql`SELECT g.id, g.name, g.type::text AS type FROM groups g WHERE g.id = ANY(${ids}::int[])
      AND ${organizationFilter(scopesOf(viewer.access, "groups.list"), sql`g.organization_id`)}`,
  );
  return new Map(found.map((group) => [group.id, group]));
}

/**
 * What a person holds directly and through groups, valid now or later; for somebody deactivated, what comes back with them. Throws
 * `not-found` when the person may not be opened, `refused` without grants.list at their home.
 */
export async function listUserAccess(viewer: Viewer, userId: number): Promise<HeldAccess[]> {
  authorize(viewer, "grants.list");
  const { scopes } = await findUser(viewer, userId);
  if (!allowed(viewer.access, "grants.list", scopes)) throw refused("grants.list");
  const facts = (await loadFacts(pool(), userId))!;
  return read(viewer, (on) => personAccess(on, viewer, facts));
}

/** The id of the person with this address, if the viewer may list them. */
export async function findUserByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "users.list");
  const row = await firstRow<{ id: number }>(
    pool(),
    sql`SELECT u.id FROM users u WHERE u.email = ${canonicalEmail(key) ?? ""} AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}`,
  );
  return row?.id ?? null;
}

export type UserOption = { id: number; name: string; email: string; organizationName: string };

/** For pickers: up to 20 people whose name or address holds the words, that the viewer may list; nobody deactivated. */
export async function lookupUsers(viewer: Viewer, search: string): Promise<UserOption[]> {
  authorize(viewer, "users.list");
  const filters = { status: ["active", "invited"] };
  const list: UserList = { sort: "name", direction: "asc", search, filters, after: null, before: null, limit: 20, columns: null };
  const { rows: found } = await listUsers(viewer, list);
  return found.map(({ id, name, email, organizationName }) => ({ id, name, email, organizationName }));
}

/** Names of people for the chosen values of a filter or a form, those the viewer may list. */
export async function namesOfUsers(viewer: Viewer, ids: readonly number[]): Promise<UserOption[]> {
  authorize(viewer, "users.list");
  return rows<UserOption>(
    pool(),
    sql`SELECT u.id, u.name, u.email, o.name AS "organizationName" FROM users u JOIN organizations o ON o.id = u.organization_id
      WHERE u.id = ANY(${[...ids]}::int[]) AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)} ORDER BY u.name, u.id`,
  );
}
