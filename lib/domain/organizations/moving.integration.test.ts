import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { movePreview } from "./consequences";
import { moveOrganization } from "./commands";
import { listOrganizations } from "./queries";
import { organizationList } from "./schema";

const parentOf = async (id: number) => (await build.owner().organization.findUniqueOrThrow({ where: { id } })).parentId;
const idsOf = async (viewer: Parameters<typeof listOrganizations>[0]) => (await listOrganizations(viewer, organizationList.parse({}))).rows.map(({ id }) => id);
const moved = (recordId: number) => build.owner().activity.findMany({ where: { recordType: "organization", recordId, action: "organizations.move" } });

test("a moved partner takes all below along, leaves the old lists and enters the new ones at once", async () => {
  const partner = await build.organization();
  const [east, west] = [await build.organization(partner), await build.organization(partner)];
  const shop = await build.organization(east);
  const kiosk = await build.organization(shop);
  const boss = await build.person(partner, ["organizations.move", "organizations.list"]);
  const [eastern, western] = [await build.person(east, ["organizations.list"]), await build.person(west, ["organizations.list"])];

  await moveOrganization(boss, { organizationId: shop.id, parentId: west.id });

  expect(await idsOf(await build.viewer({ id: eastern.facts.userId }))).toEqual([east.id]);
  expect((await idsOf(await build.viewer({ id: western.facts.userId }))).sort()).toEqual([west.id, shop.id, kiosk.id].sort());
  expect(await moved(shop.id)).toMatchObject([{ actorId: boss.facts.userId, before: { parentId: east.id }, after: { parentId: west.id, version: 2 } }]);
  expect((await build.owner().$queryRaw<object[]>`SELECT * FROM projection_faults`)).toEqual([]);
});

test("a move below itself, of the operator, or to where it may not be done changes nothing", async () => {
  const root = await build.operator();
  const partner = await build.organization();
  const shop = await build.organization(partner);
  const kiosk = await build.organization(shop);
  const other = await build.organization();
  const boss = await build.person(partner, ["organizations.move"]);
  const half = await build.person(partner, ["organizations.list"]);
  await build.grant({ user: { id: half.facts.userId } }, await build.role(partner, ["organizations.move"]), { kind: "subtree", ref: shop.id });
  const admin = await build.person(root, ["organizations.move"]);
  const stranger = await build.person(other, ["organizations.move"]);

  await expect(moveOrganization(boss, { organizationId: shop.id, parentId: kiosk.id })).rejects.toMatchObject({ code: "conflict" });
  await expect(moveOrganization(boss, { organizationId: shop.id, parentId: shop.id })).rejects.toMatchObject({ code: "conflict" });
  await expect(moveOrganization(admin, { organizationId: root.id, parentId: partner.id })).rejects.toMatchObject({ code: "conflict" });
  await expect(moveOrganization(boss, { organizationId: shop.id, parentId: other.id })).rejects.toMatchObject({ code: "invalid" });
  await expect(moveOrganization(await build.viewer({ id: half.facts.userId }), { organizationId: kiosk.id, parentId: partner.id })).rejects.toMatchObject({ code: "refused", permission: "organizations.move" });
  await expect(moveOrganization(stranger, { organizationId: shop.id, parentId: other.id })).rejects.toMatchObject({ code: "not-found" });
  expect([await parentOf(shop.id), await parentOf(kiosk.id), await parentOf(root.id)]).toEqual([partner.id, shop.id, null]);
  expect(await moved(shop.id)).toEqual([]);
});

test("nobody moves a partner to where they would come to more access themselves, nor lifts a limit they could not lift", async () => {
  const partner = await build.organization();
  const [mine, free] = [await build.organization(partner), await build.organization(partner)];
  const limited = await build.organization(partner, { hasGuardrail: true, guardrail: ["customers.list"] });
  const shop = await build.organization(limited);
  const boss = await build.person(partner, ["organizations.move"]);
  await build.grant({ user: { id: boss.facts.userId } }, await build.role(partner, ["customers.edit"]), { kind: "subtree", ref: mine.id });
  const mover = await build.viewer({ id: boss.facts.userId });

  await expect(moveOrganization(mover, { organizationId: shop.id, parentId: mine.id })).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
  await expect(moveOrganization(mover, { organizationId: shop.id, parentId: free.id })).rejects.toMatchObject({ code: "refused" });
  expect(await parentOf(shop.id)).toBe(limited.id);
});

test("the preview names who loses and gets sight, and what is limited there", async () => {
  const partner = await build.organization();
  const east = await build.organization(partner, { name: "East" });
  const west = await build.organization(partner, { name: "West", hasGuardrail: true, guardrail: ["customers.list"] });
  const shop = await build.organization(east);
  await build.organization(shop);
  await build.user(shop);
  const boss = await build.person(partner, ["organizations.move", "users.list"]);

  const preview = await movePreview(boss, { organizationId: shop.id, parentId: west.id });

  expect(preview).toMatchObject({ parent: { id: west.id }, leaves: ["East"], enters: ["West"], people: 1, partners: 1, isCircle: false, isSuspendedThere: false });
  expect(preview.limited).toBeGreaterThan(0);
  expect(await parentOf(shop.id)).toBe(east.id);
});

test("of two opposite moves at once exactly one happens, and the tree never closes a circle", async () => {
  const partner = await build.organization();
  const boss = await build.person(partner, ["organizations.move"]);
  for (let round = 0; round < 15; round++) {
    const [a, b] = [await build.organization(partner), await build.organization(partner)];
    const answers = await Promise.allSettled([
      moveOrganization(boss, { organizationId: a.id, parentId: b.id }),
      moveOrganization(boss, { organizationId: b.id, parentId: a.id }),
    ]);

    const refusals = answers.filter((answer) => answer.status === "rejected");
    expect(refusals).toMatchObject([{ reason: { code: "conflict" } }]);
    expect([await parentOf(a.id), await parentOf(b.id)].filter((id) => id === partner.id)).toHaveLength(1);
  }
  const orphans = await build.owner().$queryRaw<object[]>`WITH RECURSIVE t AS (SELECT id AS a, id AS o, 0 AS depth FROM organizations
    UNION ALL SELECT t.a, x.id, t.depth + 1 FROM t JOIN organizations x ON x.parent_id = t.o WHERE t.depth < 50)
    SELECT a, o, depth FROM t EXCEPT SELECT ancestor_id, organization_id, depth FROM organization_closure`;
  expect(orphans).toEqual([]);
});

test("a partner whose people, or groups, are in groups of a partner that it would leave stays until they are taken out", async () => {
  const partner = await build.organization();
  const [east, west] = [await build.organization(partner), await build.organization(partner)];
  const shop = await build.organization(east);
  const someone = await build.user(await build.organization(shop));
  const [lasting, bound] = [await build.group(partner, [someone]), await build.group(east, [someone], { name: "Eastern desk" })];
  const inner = await build.group(shop);
  await build.owner().groupNesting.create({ data: { groupId: bound.id, memberId: inner.id } });
  const boss = await build.person(partner, ["organizations.move", "groups.list"]);
  const move = () => moveOrganization(boss, { organizationId: shop.id, parentId: west.id });

  await expect(move()).rejects.toMatchObject({ code: "conflict", fields: { parentId: expect.stringContaining("Eastern desk") } });
  await build.owner().groupMember.deleteMany({ where: { groupId: bound.id } });
  await expect(move()).rejects.toMatchObject({ code: "conflict" });
  await build.owner().groupNesting.deleteMany({ where: { groupId: bound.id } });
  await move();
  expect(await parentOf(shop.id)).toBe(west.id);
  expect(await build.owner().groupMember.count({ where: { groupId: lasting.id } })).toBe(1);
});
