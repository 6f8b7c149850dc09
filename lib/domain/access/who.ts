import "server-only";
import sql, { empty } from "sql-template-tag";
import { allowed, authorize, authorizeOn } from "../../access/decide";
import { explain, type Explanation } from "../../access/explain";
import { isPermission, type Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows, type Queryable } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { invalid, notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { Page } from "../../shared/page";
import { read } from "./change";
import { reasonsIn } from "./check";
import { findRecords, isRecordType, seenBy, type FoundRecord, type RecordRef } from "./find-records";
import { holdersOf } from "./holders";
import { homesAround, type Home } from "./homes";
import { loadManyFacts } from "./many-facts";
import { holdsWords, searchWords } from "./people-search";
import { keysOf, scopeInKeys, type ScopeInKeys } from "./scope-keys";
import { scopeNames } from "./scope-names";
import { waysOf, type Way } from "./ways";

export type WhoQuestion = { permission: string; record: { type: string; id: number | string }; search?: string; after?: string | null; before?: string | null; limit?: number };
export type WhoPerson = { id: number; name: string; email: string; organizationId: number; organizationKey: string; organizationName: string };
type Found<Reasons> = Page<{ user: WhoPerson; reasons: Reasons }> & {
  permission: Permission;
  record: { type: string; id: number; name: string };
  /** How many more may, at home where the viewer may not see people or ask about them. */
  hidden: number;
};
export type WhoAnswer = Found<Way[]>;
export type WhoReason = { grant: string; role: string; scope: ScopeInKeys; via: string[] };
export type WhoInKeys = Found<WhoReason[]>;

type Asked = { permission: Permission; record: FoundRecord };
type Explained = { user: WhoPerson; explanation: Explanation };

/**
 * Everybody who may use the permission on the record, by name, with every reason in words. Throws `refused` without access.explain on
 * the record, `not-found` when it is hidden, `invalid` for an unknown permission or type of record.
 */
export async function whoMay(viewer: Viewer, question: WhoQuestion): Promise<WhoAnswer> {
  authorize(viewer, "access.explain");
  return answer(viewer, question, async (on, people) => {
    const told = reasonsIn(people.map(({ explanation }) => explanation));
    const names = await scopeNames(on, viewer, { scopes: told.map(({ scope }) => scope), groups: told.flatMap(({ via }) => via ?? []) });
    return people.map(({ user, explanation }) => ({ user, reasons: waysOf(explanation.reasons, names, user.name) }));
  });
}

/** The same for programs, with the reasons by keys. */
export async function whoMayInKeys(viewer: Viewer, question: WhoQuestion): Promise<WhoInKeys> {
  authorize(viewer, "access.explain");
  return answer(viewer, question, async (on, people) => {
    const keys = await keysOf(on, viewer, reasonsIn(people.map(({ explanation }) => explanation)));
    return people.map(({ user, explanation: { reasons } }) => ({
      user,
      reasons: reasons.map(({ grantId, roleId, scope, via }) => ({
        grant: keys.grant(grantId),
        role: keys.role(roleId),
        scope: scopeInKeys(scope, keys),
        via: (via ?? []).map(keys.group),
      })),
    }));
  });
}

type Tell<Reasons> = (on: Queryable, people: Explained[]) => Promise<{ user: WhoPerson; reasons: Reasons }[]>;

async function answer<Reasons>(viewer: Viewer, question: WhoQuestion, tell: Tell<Reasons>): Promise<Found<Reasons>> {
  const { permission } = question;
  if (!isPermission(permission)) throw invalid({ permission: t("There is no permission {permission}.", { permission }) });
  // One connection at a time: whoever holds one while asking for another can wait for ever.
  const record = await read(viewer, (on) => recordFor(on, viewer, question.record));
  const { page, hidden } = await holders(viewer, { permission, record }, question);
  const people = await explained({ permission, record }, page.rows);
  const told = await read(viewer, (on) => tell(on, people));
  return { ...page, rows: told, hidden, permission, record: { type: record.type, id: record.id, name: record.name } };
}

async function recordFor(on: Queryable, viewer: Viewer, { type, id }: WhoQuestion["record"]): Promise<FoundRecord> {
  if (!isRecordType(type)) throw invalid({ type: t("There is no such type of record.") });
  const [record] = await findRecords(on, [{ type, id } satisfies RecordRef]);
  if (!record) throw notFound(type);
  authorizeOn(viewer, { read: seenBy[type], permission: "access.explain", record: record.scopes, noun: type });
  return record;
}

/** People at home here are told about; the others are counted. */
const isToldAbout = (viewer: Viewer) => (home: Home) =>
  allowed(viewer.access, "users.list", home.scopes) && allowed(viewer.access, "access.explain", home.scopes);

type Row = WhoPerson & { sortKey: string; total: number; hidden: number };

async function holders(viewer: Viewer, { permission, record }: Asked, { search = "", after = null, before = null, limit = 50 }: WhoQuestion) {
  const list = { sort: "name", direction: "asc", after, before, limit } as const;
  const homes = (await homesAround(pool(), record.organizationId, permission)).filter(({ isOpen }) => isOpen);
  const told = homes.filter(isToldAbout(viewer)).map(({ id }) => id);
  const page = ordered(list, { by: sql`portico_fold(u.name)`, type: "text" }, sql`u.id`);
  const words = searchWords(search);
  const found = await rows<Row | (Omit<Row, "id"> & { id: null })>(
    pool(),
    sql`WITH people AS MATERIALIZED (
        SELECT u.id, u.name, u.email, u.organization_id, u.organization_id = ANY(${told}::int[]) AS is_told
        FROM users u WHERE u.id IN (SELECT user_id FROM ${holdersOf({ permission, record, homes: homes.map(({ id }) => id) })} h)),
      asked AS MATERIALIZED (SELECT * FROM people u WHERE u.is_told${words.length > 0 ? sql` AND ${holdsWords(words)}` : empty}),
      page AS (SELECT u.id, u.name, u.email, u.organization_id AS "organizationId", o.key AS "organizationKey", o.name AS "organizationName", ${page.key}
        FROM asked u JOIN organizations o ON o.id = u.organization_id WHERE true${page.beyond}${page.order})
      SELECT page.*, (SELECT count(*)::int FROM asked) AS total, (SELECT count(*)::int FROM people WHERE NOT is_told) AS hidden
      FROM (SELECT) one LEFT JOIN page ON true`,
  );
  const { total, hidden } = found[0]!;
  const people = found.flatMap(({ total: _total, hidden: _hidden, ...person }) => (person.id === null ? [] : [person as Row]));
  return { page: orderedPage(list, people, { count: total, exact: true }) as Page<WhoPerson>, hidden };
}

/** The law's own answer for each person of the page. That it says yes is what the tests hold the statement to. */
async function explained({ permission, record }: Asked, people: readonly WhoPerson[]): Promise<Explained[]> {
  const factsOf = await loadManyFacts(pool(), people.map(({ id }) => id));
  const moment = now().getTime();
  return people.flatMap((user) => {
    const facts = factsOf.get(user.id);
    return facts ? [{ user, explanation: explain(facts, permission, record.scopes, moment) }] : [];
  });
}
