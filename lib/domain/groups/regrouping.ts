import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows, rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { requireJoinGivable, withKeptPeopleOf } from "./effects";
import { groupsSeen } from "./list";
import { knownPeople, putInto, requireListed, takeOutOf, type Person } from "./membership";
import type { GroupType } from "./rows";
import type { Locked } from "./saving";
import { fieldOfGroup, mostRegrouped, type ChangeGroupsInput } from "./schema";

/** A group that some of the people were put into, and how many of them. */
export type SharedGroup = { id: number; name: string; type: GroupType; organizationName: string; members: number };

/** Whose time in it is not over; whoever is in through a group inside or by a rule was not put into it. */
const isMember = (): Sql => sql`(m.valid_until IS NULL OR m.valid_until > ${now()}::timestamptz)`;

/**
 * The groups whose members the viewer may manage and that at least one of these people was put into, those of most of them first; people
 * whom the viewer may not list are not counted, and archived groups left out.
 */
export async function groupsOfPeople(viewer: Viewer, users: readonly number[]): Promise<SharedGroup[]> {
  authorize(viewer, "groups.manage-members");
  return rows<SharedGroup>(
    pool(),
    sql`SELECT g.id, g.name, g.type::text AS type, o.name AS "organizationName", count(*)::int AS members
      FROM group_members m JOIN users u ON u.id = m.user_id JOIN groups g ON g.id = m.group_id JOIN organizations o ON o.id = g.organization_id
      WHERE m.user_id = ANY(${[...users]}::int[]) AND ${isMember()} AND g.type <> 'rule' AND g.archived_at IS NULL
        AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)} AND ${groupsSeen(viewer, sql`g.organization_id`)}
        AND ${organizationFilter(scopesOf(viewer.access, "groups.manage-members"), sql`g.organization_id`)}
      GROUP BY g.id, o.name ORDER BY members DESC, portico_fold(g.name) COLLATE "C", g.id LIMIT ${mostRegrouped}`,
  );
}

/** One group of the change, locked, with those whom it concerns, and where the form says what is wrong about it. */
type Move = { group: Locked; to: "all" | "none"; field: string; people: Person[] };

/** What a change of several groups did: how many people came into how many groups, and out of how many. */
export type Regrouped = { href: string; message: string };

/**
 * Puts people into groups and takes them out of others in one transaction, each group by the rules of one: all of it, or nothing. Who is in a
 * group already keeps their time there. Judged when all of it is written, so that a move from one group to another is judged by what it
 * leads to. Throws what the groups refuse, with their names, all of it at once.
 */
export async function changeGroups(viewer: Viewer, { users, ...input }: ChangeGroupsInput): Promise<Regrouped> {
  authorize(viewer, "groups.manage-members");
  return change(viewer, async (tx, viewer) => {
    const people = await knownPeople(tx, viewer, users);
    const moves = await movesOf(tx, viewer, people, input);
    const write = ({ group, to, people }: Move) => (to === "all" ? putInto(tx, viewer, group, { people }) : takeOutOf(tx, viewer, group, people.map(({ id }) => id)));
    await withKeptPeopleOf(tx, moves.map(({ group }) => group.id), () => each(moves, write));
    await each(moves.filter(({ to }) => to === "all"), ({ group, people }) => requireJoinGivable(tx, viewer, group.id, people));
    return { href: paths.users(), message: sentenceOf(moves) };
  });
}

/** What is to be done with which group, in the order of their ids: so two changes never wait for each other in a circle. Groups in which nothing changes are left out. */
async function movesOf(tx: Transaction, viewer: Viewer, people: readonly Person[], { choices, groups }: Omit<ChangeGroupsInput, "users">): Promise<Move[]> {
  const chosen = choices.flatMap(({ groupId, to }) => (to === "keep" ? [] : [{ groupId, to, field: fieldOfGroup(groupId) }]));
  const further = groups.map((groupId) => ({ groupId, to: "all" as const, field: "groups" }));
  const moves: Move[] = [];
  for (const { groupId, to, field } of [...chosen, ...further].sort((a, b) => a.groupId - b.groupId)) {
    const group = await requireListed(tx, viewer, groupId);
    const before = moves.find((move) => move.group.id === groupId);
    if (before && before.to !== to) throw invalid({ groups: t("They cannot be put into {group} and taken out of it. Choose one of the two.", { group: group.name }) });
    if (!before) moves.push({ group, to, field, people: await concerned(tx, people, { groupId, to }) });
  }
  return moves.filter(({ people }) => people.length > 0);
}

/** Of the people those who are not in the group yet, or those who are to come out of it. */
async function concerned(tx: Transaction, people: readonly Person[], { groupId, to }: { groupId: number; to: "all" | "none" }): Promise<Person[]> {
  const ids = people.map(({ id }) => id);
  const found = await rowsIn<{ id: number }>(tx, sql`SELECT m.user_id AS id FROM group_members m WHERE m.group_id = ${groupId} AND m.user_id = ANY(${ids}::int[]) AND ${isMember()}`);
  const members = new Set(found.map(({ id }) => id));
  return people.filter(({ id }) => members.has(id) === (to === "none"));
}

/** Does it with each group. Throws what is refused by all of them, each said where the group was chosen and with its name. */
async function each(moves: readonly Move[], work: (move: Move) => Promise<unknown>): Promise<void> {
  const problems: Problem[] = [];
  const fields: Record<string, string> = {};
  for (const move of moves) {
    try {
      await work(move);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const said = error.message.includes(move.group.name) ? error.message : `${move.group.name}: ${error.message}`;
      problems.push(new Problem(error.code, said, { permission: error.permission }));
      fields[move.field] = fields[move.field] ? `${fields[move.field]} ${said}` : said;
    }
  }
  const [first] = problems;
  if (first) throw new Problem(first.code, first.message, { fields, permission: first.permission });
}

function sentenceOf(moves: readonly Move[]): string {
  const counted = (to: Move["to"]) => {
    const those = moves.filter((move) => move.to === to);
    return { groups: those.length, people: new Set(those.flatMap(({ people }) => people.map(({ id }) => id))).size };
  };
  const [into, out] = [counted("all"), counted("none")];
  const said = [
    ...(into.groups > 0 ? [t("{people, plural, one {# person was} other {# people were}} put into {groups, plural, one {# group} other {# groups}}.", into)] : []),
    ...(out.groups > 0 ? [t("{people, plural, one {# person was} other {# people were}} taken out of {groups, plural, one {# group} other {# groups}}.", out)] : []),
  ];
  return said.length > 0 ? said.join(" ") : t("They are in these groups already as you chose it. Nothing was changed.");
}
