import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { addMembers } from "@/lib/domain/groups/commands";
import { editRole } from "@/lib/domain/roles/commands";
import type { Viewer } from "@/lib/access/viewer";
import { customer, grant, group, operator, organization, owner, person, role, user, viewer as again } from "@/lib/testing/build";
import { previewed } from "./preview";

const giving: Permission[] = ["organizations.list", "roles.edit", "roles.view", "grants.give", "grants.revoke", "grants.list", "groups.manage-members", "users.view", "customers.edit", "customers.view"];

/** A partner with two customers, an administrator, and a role that two people hold there. */
async function scene() {
  const partner = await organization();
  const customers = [await customer(partner, { name: "Bakery" }), await customer(partner, { name: "School" })];
  const archived = await customer(partner, { archivedAt: new Date() });
  const admin = await person(await operator(), giving);
  const held = await role(partner, ["customers.list"]);
  const [anna, ben] = [await user(partner, { name: "Anna" }), await user(partner, { name: "Ben" })];
  const grants = [await grant({ user: anna }, held), await grant({ user: ben }, held, { kind: "direct", ref: partner.id })];
  return { partner, customers, archived, admin, held, anna, ben, grants };
}

const editing = (viewer: Viewer, roleId: number, permissions: Permission[], token: string | null = null) => {
  const input = { roleId, version: 1, permissions };
  return previewed({ viewer, name: "editRole", input, command: () => editRole(viewer, input), token });
};

async function look(viewer: Viewer, roleId: number, permissions: Permission[]) {
  const outcome = await editing(viewer, roleId, permissions);
  if (!("preview" in outcome)) throw new Error("It was saved without a look.");
  return outcome.preview;
}

const permissionsOf = async (id: number) => (await owner().role.findUniqueOrThrow({ where: { id }, select: { permissions: true } })).permissions;

test("a change is shown first, counted and listed, and changes nothing until it is sent with what was shown", async () => {
  const { admin, held } = await scene();
  const activities = await owner().activity.count();

  const preview = await look(admin, held.id, ["customers.view"]);

  expect(preview.people).toBe(2);
  expect(preview.gained).toEqual([{ permission: "customers.view", deed: "Open a customer's profile and history", unit: "customer", people: 2, records: 2, archived: 1, isEach: true }]);
  expect(preview.lost).toEqual([]);
  expect(preview.rows.map(({ name, gained }) => [name, gained[0]?.records])).toEqual([["Anna", 2], ["Ben", 2]]);
  expect(preview.samples.gained.map(({ name }) => name)).toEqual(["Bakery", "School"]);
  expect(await permissionsOf(held.id)).toEqual(["customers.list"]);
  expect(await owner().activity.count()).toBe(activities);

  expect(await editing(admin, held.id, ["customers.view"], preview.token)).toMatchObject({ saved: { id: held.id, version: 2 } });
  expect(await permissionsOf(held.id)).toEqual(["customers.view"]);
});

test("a sum says when the people do not all gain on all of its records", async () => {
  const { admin, held, partner, customers } = await scene();
  await grant({ user: await user(partner) }, held, { kind: "customers", customers: [customers[0]!] });

  const { gained, rows } = await look(admin, held.id, ["customers.view"]);

  expect(gained).toMatchObject([{ people: 3, records: 2, archived: 1, isEach: false }]);
  expect(rows.map((row) => row.gained[0]!.records).sort()).toEqual([1, 2, 2]);
});

test("a save is refused when the change would do something else by now, and nothing is changed", async () => {
  const { admin, held, partner } = await scene();
  const preview = await look(admin, held.id, ["customers.view"]);
  await grant({ user: await user(partner) }, held);

  const save = editing(admin, held.id, ["customers.view"], preview.token);

  await expect(save).rejects.toMatchObject({ code: "stale", message: "Access has changed since you looked. Look at the preview again." });
  expect(await permissionsOf(held.id)).toEqual(["customers.list"]);
});

test("other people's access may change meanwhile without a second look", async () => {
  const { admin, held } = await scene();
  const preview = await look(admin, held.id, ["customers.view"]);
  await scene();

  expect(await editing(admin, held.id, ["customers.view"], preview.token)).toHaveProperty("saved");
});

test("a token that is forged, another person's or for another change lets nothing pass", async () => {
  const { admin, held, partner } = await scene();
  const { token } = await look(admin, held.id, ["customers.view"]);
  const [text, signature] = token.split(".") as [string, string];
  const content = JSON.parse(Buffer.from(text, "base64url").toString()) as object;
  const forged = `${Buffer.from(JSON.stringify({ ...content, digest: "x" })).toString("base64url")}.${signature}`;
  const other = await person(await operator(), giving);

  expect(await editing(admin, held.id, ["customers.view"], forged)).toHaveProperty("preview");
  expect(await editing(admin, held.id, ["customers.view"], "nonsense")).toHaveProperty("preview");
  expect(await editing(admin, held.id, ["customers.edit"], token)).toHaveProperty("preview");
  expect(await editing(other, held.id, ["customers.view"], token)).toHaveProperty("preview");
  expect(await permissionsOf(held.id)).toEqual(["customers.list"]);
  expect(partner.id).toBeGreaterThan(0);
});

test("what changes nobody's access is saved at once", async () => {
  const { admin, partner } = await scene();
  const unused = await role(partner, ["customers.list"]);

  expect(await editing(admin, unused.id, ["customers.view"])).toHaveProperty("saved");
});

test("access that no record of today shows is not called nothing", async () => {
  const { admin, held } = await scene();
  const empty = await organization();
  const someone = await user(empty);
  const input = { userId: someone.id, roleId: (await role(await operator(), ["customers.view"])).id, kind: "direct" as const, organizationId: empty.id, level: "read" as const, customers: [], exceptCustomers: [], exceptOrganizations: [] };

  const outcome = await previewed({ viewer: admin, name: "giveGrant", input, command: () => giveGrant(admin, input), token: null });

  expect(outcome).toMatchObject({ preview: { people: 0, later: 1, rows: [{ id: someone.id, gained: [], lost: [] }] } });
  expect(await permissionsOf(held.id)).toEqual(["customers.list"]);
});

test("a preview refuses what the command refuses", async () => {
  const partner = await organization();
  const full = await role(partner, ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"]);
  const last = await grant({ user: await user(partner) }, full);
  const admin = await person(await operator(), [...giving, "users.invite", "users.edit", "users.deactivate"]);
  const input = { grantId: last.id };

  const preview = previewed({ viewer: admin, name: "revokeGrant", input, command: () => revokeGrant(admin, input), token: null });

  await expect(preview).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Nobody with full access would be left") as string });
});

test("people whom the reader may not see are counted, not named", async () => {
  const { partner, held, anna } = await scene();
  const sales = await group(partner, []);
  await grant({ group: sales }, await role(partner, ["customers.view"]));
  const blind = await person(partner, ["roles.edit", "roles.view", "customers.view"]);

  const preview = await look(blind, held.id, ["customers.view"]);

  expect(preview).toMatchObject({ people: 2, rows: [], visible: 0 });
  expect(JSON.stringify(preview)).not.toContain("Anna");
  const admin = await again(await person(partner, giving).then(({ facts }) => ({ id: facts.userId })));
  const input = { groupId: sales.id, users: [anna.id] };
  const seen = await previewed({ viewer: admin, name: "addMembers", input, command: () => addMembers(admin, input), token: null });
  expect(seen).toMatchObject({ preview: { people: 1, gained: [{ permission: "customers.view", records: 2, archived: 1 }], rows: [{ name: "Anna" }] } });
});
