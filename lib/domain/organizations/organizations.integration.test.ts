import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { deactivateOrganization, editGuardrail, editOrganization, reactivateOrganization } from "./commands";
import { stateImpact } from "./consequences";
import { getOrganization, listOrganizations, lookupOrganizations } from "./queries";
import { organizationList } from "./schema";
import { organizationTree } from "./tree";

const names = async (viewer: Viewer, params: Record<string, string> = {}) =>
  (await listOrganizations(viewer, organizationList.parse(params))).rows.map(({ name }) => name);
const logOf = (recordType: string, recordId: number) =>
  build.owner().activity.findMany({ where: { recordType, recordId }, orderBy: { id: "asc" }, select: { action: true, actorId: true, before: true, after: true, organizationId: true } });
const stored = (id: number) => build.owner().organization.findUniqueOrThrow({ where: { id } });

test("a list shows exactly the partners of the reader's scope, searched and filtered within it", async () => {
  const north = await build.territory();
  const partner = await build.organization(undefined, { name: "Ærlig Nett" });
  const oslo = await build.organization(partner, { name: "Østlandet Data", territoryId: north.id, tier: "gold" });
  await build.organization(partner, { name: "Bergen Data", status: "deactivated" });
  await build.organization(oslo, { name: "Asker Data" });
  await build.organization();
  const reader = await build.person(partner, ["organizations.list"]);

  expect(await names(reader)).toEqual(["Ærlig Nett", "Asker Data", "Bergen Data", "Østlandet Data"]);
  expect(await names(reader, { search: "ostland" })).toEqual(["Østlandet Data"]);
  expect(await names(reader, { search: "100%" })).toEqual([]);
  expect(await names(reader, { status: "deactivated" })).toEqual(["Bergen Data"]);
  expect(await names(reader, { territory: String(north.id), tier: "gold" })).toEqual(["Østlandet Data"]);
  expect(await names(reader, { parent: String(oslo.id) })).toEqual(["Asker Data"]);
  expect((await lookupOrganizations(reader, "data")).map(({ name }) => name)).toEqual(["Asker Data", "Bergen Data", "Østlandet Data"]);
  expect(await names(await build.person(partner, ["organizations.list"], { kind: "direct", ref: partner.id }))).toEqual(["Ærlig Nett"]);
  expect(await names(await build.person(partner, ["organizations.list"], { kind: "territory", ref: north.id }))).toEqual(["Østlandet Data"]);
});

test("pages forward and back give every partner once, in order, in both directions", async () => {
  const partner = await build.organization(undefined, { name: "Row 00" });
  for (let n = 1; n < 60; n++) await build.organization(partner, { name: `Row ${String(n % 20).padStart(2, "0")}` });
  const reader = await build.person(partner, ["organizations.list"]);
  for (const sort of ["name", "-name", "created", "-created"]) {
    const page = (cursor: object) => listOrganizations(reader, organizationList.parse({ sort, limit: "25", ...cursor }));
    const first = await page({});
    const second = await page({ after: first.next! });
    const third = await page({ after: second.next! });
    const all = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect([new Set(all).size, third.next, first.previous, first.total]).toEqual([60, null, null, { count: 60, exact: true }]);
    expect((await page({ before: third.previous! })).rows.map(({ id }) => id)).toEqual(all.slice(25, 50));
  }
  expect(await names(reader, { after: "nonsense" })).toHaveLength(50);
});

test("a partner above the reader's own is neither named on rows nor in the way up", async () => {
  const above = await build.organization();
  const partner = await build.organization(above);
  const below = await build.organization(partner);
  const reader = await build.person(partner, ["organizations.view"]);

  const detail = await getOrganization(reader, below.id);

  expect(detail.above.map(({ id }) => id)).toEqual([partner.id]);
  expect((await getOrganization(reader, partner.id)).parentName).toBeNull();
  await expect(getOrganization(reader, above.id)).rejects.toMatchObject({ code: "not-found" });
});

test("the tree opens level by level, and shows at the top whatever has no visible partner above", async () => {
  const partner = await build.organization(undefined, { name: "Top" });
  const middle = await build.organization(partner, { name: "Middle" });
  const leaf = await build.organization(middle, { name: "Leaf" });
  const reader = await build.person(partner, ["organizations.list"]);
  const holed = await build.person(partner, ["organizations.list"], { exceptOrganizations: [middle.id] });
  await build.grant({ user: { id: holed.facts.userId } }, await build.role(partner, ["organizations.list"]), { kind: "direct", ref: leaf.id });
  const shape = async (viewer: Viewer, open: number[]) =>
    JSON.stringify((await organizationTree(viewer, open)).nodes, (key, value: unknown) => (["name", "children", "childCount", ""].includes(key) || Number.isInteger(Number(key)) ? value : undefined));

  expect(await shape(reader, [])).toBe('[{"name":"Top","childCount":1,"children":[]}]');
  expect(await shape(reader, [partner.id, middle.id])).toBe(
    '[{"name":"Top","childCount":1,"children":[{"name":"Middle","childCount":1,"children":[{"name":"Leaf","childCount":0,"children":[]}]}]}]',
  );
  expect(await shape(await build.viewer({ id: holed.facts.userId }), [partner.id, middle.id])).toBe(
    '[{"name":"Leaf","childCount":0,"children":[]},{"name":"Top","childCount":0,"children":[]}]',
  );
});

test("different fields edited by two people are both kept; the same field clashes; the log has before and after", async () => {
  const partner = await build.organization(undefined, { tier: "silver" });
  const mara = await build.person(partner, ["organizations.edit"], { fields: { name: "Mara" } });
  const jonas = await build.person(partner, ["organizations.edit"]);

  await editOrganization(mara, { organizationId: partner.id, version: 1, name: "Verft Data", tier: "silver" });
  await editOrganization(jonas, { organizationId: partner.id, version: 1, name: partner.name, tier: "gold" });
  const clash = editOrganization(jonas, { organizationId: partner.id, version: 1, name: "Verftet" });

  await expect(clash).rejects.toMatchObject({ code: "stale", clashes: [{ field: "name", yours: "Verftet", theirs: "Verft Data", by: "Mara" }] });
  expect(await stored(partner.id)).toMatchObject({ name: "Verft Data", tier: "gold", version: 3 });
  expect((await logOf("organization", partner.id))[0]).toMatchObject({ action: "organizations.edit", actorId: mara.facts.userId, before: { name: partner.name }, after: { name: "Verft Data", version: 2 } });
});

test("a stranger finds no partner to edit, a reader is told what is missing, a taken key changes nothing", async () => {
  const partner = await build.organization();
  const other = await build.organization();
  const edit = { organizationId: partner.id, version: 1, name: "Mine" };
  const stranger = await build.person(other, ["organizations.edit"]);
  const reader = await build.person(partner, ["organizations.edit"], { level: "read" });
  const mixed = await build.person(partner, ["organizations.view"]);
  await build.grant({ user: { id: mixed.facts.userId } }, await build.role(partner, ["organizations.edit"]), { kind: "direct", ref: (await build.organization(partner)).id });
  const editor = await build.person(partner, ["organizations.edit"]);

  await expect(editOrganization(stranger, edit)).rejects.toMatchObject({ code: "not-found" });
  await expect(editOrganization(reader, edit)).rejects.toMatchObject({ code: "refused", permission: "organizations.edit" });
  await expect(editOrganization(await build.viewer({ id: mixed.facts.userId }), edit)).rejects.toMatchObject({ code: "refused", permission: "organizations.edit" });
  await expect(editOrganization(editor, { ...edit, key: other.key })).rejects.toMatchObject({ code: "conflict" });
  await expect(editOrganization(editor, { organizationId: partner.id, version: 1, territoryId: (await build.territory()).id })).rejects.toMatchObject({ code: "refused", permission: "territories.assign" });
  expect(await stored(partner.id)).toMatchObject({ name: partner.name, version: 1 });
  expect(await logOf("organization", partner.id)).toEqual([]);
});

test("attributes that would bring people into a group the editor could not fill are refused", async () => {
  const partner = await build.organization();
  const shop = await build.organization(partner, { partnerType: "reseller" });
  const gold = await build.group(partner, [], { type: "rule", rule: { partnerType: ["gold"] } });
  await build.grant({ group: gold }, await build.role(partner, ["customers.edit"]), { kind: "subtree", ref: partner.id });
  const editor = await build.person(partner, ["organizations.edit"]);
  const strong = await build.person(partner, ["organizations.edit", "customers.edit"]);
  const inside = await build.person(shop, ["organizations.edit", "customers.edit"]);
  const edit = { organizationId: shop.id, version: 1, partnerType: "gold" };

  await expect(editOrganization(editor, edit)).rejects.toMatchObject({ code: "refused" });
  await expect(editOrganization(inside, edit)).rejects.toMatchObject({ code: "refused" });
  expect((await stored(shop.id)).partnerType).toBe("reseller");
  await editOrganization(strong, edit);
  expect((await stored(shop.id)).partnerType).toBe("gold");
});

test("people of a deactivated partner and below are suspended at once, keep their own state, and come back with it", async () => {
  const partner = await build.organization();
  const shop = await build.organization(partner);
  const below = await build.organization(shop);
  const boss = await build.person(partner, ["organizations.deactivate", "users.list"]);
  const worker = await build.person(below, ["customers.view"]);
  await build.user(shop, { status: "deactivated" });
  await build.user(shop, { status: "invited" });

  expect(await stateImpact(boss, shop.id)).toEqual({ people: 2, partners: 1 });
  await deactivateOrganization(boss, { organizationId: shop.id });

  await expect(build.viewer({ id: worker.facts.userId })).rejects.toThrow("may not act");
  expect((await build.owner().user.findUniqueOrThrow({ where: { id: worker.facts.userId } })).status).toBe("active");
  expect((await listOrganizations(boss, organizationList.parse({}))).rows.map(({ id, state }) => [id, state]).sort()).toEqual([[partner.id, "active"], [shop.id, "deactivated"], [below.id, "suspended"]].sort());
  await deactivateOrganization(boss, { organizationId: shop.id });
  await reactivateOrganization(boss, { organizationId: shop.id });
  expect((await build.viewer({ id: worker.facts.userId })).facts.isActive).toBe(true);
  expect((await logOf("organization", shop.id)).map(({ action, before }) => [action, before])).toEqual([
    ["organizations.deactivate", { status: "active" }],
    ["organizations.reactivate", { status: "deactivated" }],
  ]);
});

test("neither the operator nor one's own partner is deactivated or limited", async () => {
  const root = await build.operator();
  const admin = await build.person(root, ["organizations.deactivate", "organizations.edit-guardrail"]);
  const partner = await build.organization();
  const owner = await build.person(partner, ["organizations.deactivate", "organizations.edit-guardrail"]);

  for (const [viewer, { id }] of [[admin, root], [owner, partner]] as const) {
    await expect(deactivateOrganization(viewer, { organizationId: id })).rejects.toMatchObject({ code: "conflict" });
    await expect(editGuardrail(viewer, { organizationId: id, version: 1, limit: "none" })).rejects.toMatchObject({ code: "conflict" });
  }
});

test("a limit acts on the next request; loosening it needs what it lets through", async () => {
  const partner = await build.organization();
  const shop = await build.organization(partner);
  const boss = await build.person(partner, ["organizations.edit-guardrail", "customers.view"]);
  const strong = await build.person(partner, ["organizations.edit-guardrail", "customers.edit", "customers.suspend"]);
  const worker = await build.person(shop, ["customers.edit"]);

  await editGuardrail(boss, { organizationId: shop.id, version: 1, limit: "listed", permissions: ["customers.view"] });
  const limited = await build.viewer({ id: worker.facts.userId });
  const loosen = { organizationId: shop.id, version: 2, limit: "listed" as const, permissions: ["customers.edit"] };

  await expect(editGuardrail(limited, { ...loosen })).rejects.toMatchObject({ code: "refused" });
  await expect(editGuardrail(boss, loosen)).rejects.toMatchObject({ code: "refused", permission: "customers.edit" });
  await expect(editGuardrail(boss, { ...loosen, permissions: ["customers.fly"] })).rejects.toMatchObject({ code: "invalid" });
  expect((await stored(shop.id)).guardrail).toEqual(["customers.view"]);
  await editGuardrail(strong, loosen);
  expect((await stored(shop.id)).guardrail).toEqual(["customers.edit"]);
  expect((await logOf("organization", shop.id)).map(({ action }) => action)).toEqual(["organizations.edit-guardrail", "organizations.edit-guardrail"]);
});
