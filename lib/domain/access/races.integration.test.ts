import { expect, test } from "vitest";
import { hasFullAccess } from "@/lib/access/full-access";
import { permissions } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { changeGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantInput } from "@/lib/domain/grants/schema";
import { addMembers, archiveGroup, nestGroup, removeMembers } from "@/lib/domain/groups/commands";
import { addMembersInput } from "@/lib/domain/groups/schema";
import { deactivateOrganization, moveOrganization, reactivateOrganization } from "@/lib/domain/organizations/commands";
import { moveTerritory } from "@/lib/domain/territories/commands";
import { deactivateUser, editUser, limitUser } from "@/lib/domain/users/commands";
import { editUserInput, limitUserInput } from "@/lib/domain/users/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { Problem } from "@/lib/shared/errors";
import * as build from "@/lib/testing/build";
import { loadFacts } from "./facts";

// What two people do to the same thing at the same moment. PORTICO_ROUNDS=1000 tries so many moments of each kind.
const rounds = Number(process.env.PORTICO_ROUNDS ?? 12);
const patience = Math.max(120_000, rounds * 3000);

const everything = permissions.map(({ key }) => key);
const lastDay = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
const query = async <Row extends object>(text: string, values: unknown[] = []) => (await ownerPool().query<Row & Record<string, unknown>>(text, values)).rows;

/** Runs both at once. Whatever is neither done nor refused is a bug; answers how many were done. */
async function atOnce(...works: (() => Promise<unknown>)[]): Promise<number> {
  const outcomes = await Promise.allSettled(works.map((work) => work()));
  for (const outcome of outcomes) if (outcome.status === "rejected" && !(outcome.reason instanceof Problem)) throw outcome.reason;
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

type Keeper = { user: { id: number }; grant: { id: number }; group: { id: number } | null };
type Demotion = (by: Viewer, of: Keeper, elsewhere: { id: number }) => Promise<unknown>;

const demotions: Record<string, Demotion> = {
  deactivate: (by, { user }) => deactivateUser(by, { userId: user.id }),
  cap: (by, { user }) => limitUser(by, limitUserInput.parse({ userId: user.id, version: 1, readOnly: "true" })),
  "last day": (by, { user }) => limitUser(by, limitUserInput.parse({ userId: user.id, version: 1, lastDay })),
  "another home": (by, { user }, elsewhere) => editUser(by, editUserInput.parse({ userId: user.id, version: 1, organizationId: elsewhere.id })),
  revoke: (by, { grant }) => revokeGrant(by, { grantId: grant.id }),
  "lower level": (by, { grant }) => changeGrant(by, changeGrantInput.parse({ grantId: grant.id, version: 1, level: "read" })),
  "end of access": (by, { grant }) => changeGrant(by, changeGrantInput.parse({ grantId: grant.id, version: 1, until: lastDay })),
  "out of the group": (by, { group, user, grant }) => (group ? removeMembers(by, { groupId: group.id, users: [user.id] }) : revokeGrant(by, { grantId: grant.id })),
  "end of membership": (by, { group, user }) => (group ? addMembers(by, addMembersInput.parse({ groupId: group.id, users: [user.id], lastDay })) : deactivateUser(by, { userId: user.id })),
  "archive the group": (by, { group, user }) => (group ? archiveGroup(by, { groupId: group.id }) : deactivateUser(by, { userId: user.id })),
};

/** Two people with full access of one partner, by grants of their own or each through a group. */
async function twoKeepers(isThroughGroup: boolean) {
  const partner = await build.organization();
  const role = await build.role(partner, everything);
  const make = async (): Promise<Keeper> => {
    const user = await build.user(partner);
    const group = isThroughGroup ? await build.group(partner, [user]) : null;
    return { user, group, grant: await build.grant(group ? { group } : { user }, role) };
  };
  return { partner, elsewhere: await build.organization(partner), keepers: [await make(), await make()] as const };
}

const isKeeper = async ({ user }: Keeper) => hasFullAccess({ ...(await loadFacts(ownerPool(), user.id))!, guardrails: [] }, Date.now());

test(
  "two administrators who demote each other at the same moment, each in any way, never leave nobody",
  async () => {
    const ways = Object.entries(demotions);
    let done = 0;
    for (let round = 0; round < Math.max(rounds, ways.length); round++) {
      const { partner, elsewhere, keepers } = await twoKeepers(round % 2 === 1);
      const [one, two] = keepers;
      const [[first, by], [second, back]] = [ways[round % ways.length]!, ways[(round * 7 + Math.floor(round / ways.length)) % ways.length]!];
      const viewers = [await build.viewer(one.user), await build.viewer(two.user)] as const;

      done += await atOnce(() => by(viewers[0], two, elsewhere), () => back(viewers[1], one, elsewhere));

      const left = await Promise.all(keepers.map(isKeeper));
      expect(left.filter(Boolean).length, `partner ${partner.id}: ${first} against ${second}`).toBeGreaterThanOrEqual(1);
    }
    expect(done, "enough was done to mean something").toBeGreaterThan(rounds / 3);
  },
  patience,
);

const circles = (table: string) => `WITH RECURSIVE up AS (SELECT id, parent_id FROM ${table} UNION SELECT up.id, o.parent_id FROM up JOIN ${table} o ON o.id = up.parent_id)
  SELECT id FROM up GROUP BY id HAVING bool_and(parent_id IS NOT NULL)`;
const closureFaults = (table: string, closure: string, column: string) => `WITH RECURSIVE t AS (SELECT id AS a, id AS o, 0 AS depth FROM ${table}
    UNION ALL SELECT t.a, x.id, t.depth + 1 FROM t JOIN ${table} x ON x.parent_id = t.o WHERE t.depth < 60)
  (SELECT a, o, depth FROM t EXCEPT SELECT ancestor_id, ${column}, depth FROM ${closure}) UNION ALL (SELECT ancestor_id, ${column}, depth FROM ${closure} EXCEPT SELECT a, o, depth FROM t)`;

/** Nothing stands below itself or hangs on nothing, and what is kept of the trees and of access agrees with them. */
async function expectTreesWhole(): Promise<void> {
  for (const table of ["organizations", "territories"]) expect(await query(circles(table)), `${table} in a circle`).toEqual([]);
  expect(await query("SELECT id FROM organizations WHERE parent_id IS NULL"), "one operator").toHaveLength(1);
  expect(await query(closureFaults("organizations", "organization_closure", "organization_id"))).toEqual([]);
  expect(await query(closureFaults("territories", "territory_closure", "territory_id"))).toEqual([]);
  expect(await query("WITH RECURSIVE inside AS (SELECT group_id, member_id FROM group_nestings UNION SELECT i.group_id, n.member_id FROM inside i JOIN group_nestings n ON n.group_id = i.member_id) SELECT * FROM inside WHERE group_id = member_id")).toEqual([]);
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
}

test(
  "opposite moves, moves in a ring, moves and deactivations at the same moment leave trees that are whole",
  async () => {
    const root = await build.operator();
    const boss = await build.person(root, ["organizations.move", "organizations.deactivate", "territories.edit", "groups.manage-members", "groups.view"]);
    for (let round = 0; round < rounds; round++) {
      const [a, b, c] = [await build.organization(), await build.organization(), await build.organization()];
      await build.customer(b);
      const [s, t] = [await build.territory(), await build.territory()];
      const [g, h] = [await build.group(root), await build.group(root)];
      const under = (child: { id: number }, parent: { id: number }) => () => moveOrganization(boss, { organizationId: child.id, parentId: parent.id });
      const off = (of: { id: number }) => () => deactivateOrganization(boss, { organizationId: of.id });
      const on = (of: { id: number }) => () => reactivateOrganization(boss, { organizationId: of.id });

      await atOnce(under(a, b), under(b, c), under(c, a), off(a), off(b));
      await atOnce(under(b, a), on(a), () => moveTerritory(boss, { territoryId: s.id, parentId: t.id }), () => moveTerritory(boss, { territoryId: t.id, parentId: s.id }));
      const nested = await atOnce(() => nestGroup(boss, { groupId: g.id, memberId: h.id }), () => nestGroup(boss, { groupId: h.id, memberId: g.id }));

      const parents = await query<{ id: number; parent_id: number }>("SELECT id, parent_id FROM organizations WHERE id = ANY ($1)", [[a.id, b.id, c.id]]);
      expect(parents.filter(({ parent_id: above }) => above === root.id).length, `round ${round}: one of three that were moved in a ring is still at the top`).toBeGreaterThanOrEqual(1);
      expect(nested, "one of two groups is inside the other").toBe(1);
      if (round % 100 === 99) await expectTreesWhole();
    }
    await expectTreesWhole();
  },
  patience,
);
