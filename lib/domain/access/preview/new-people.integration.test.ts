import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { giveGrant } from "@/lib/domain/grants/commands";
import { giveGrantForm } from "@/lib/domain/grants/schema";
import { inviteUser } from "@/lib/domain/users/commands";
import { cloneUser } from "@/lib/domain/users/cloning";
import { inviteMany } from "@/lib/domain/users/inviting-many";
import { cloneUserInput, inviteManyInput, inviteUserInput } from "@/lib/domain/users/schema";
import { roleTemplates } from "@/lib/access/templates";
import * as build from "@/lib/testing/build";
import { differenceBy } from "./difference";
import { previewed, type Outcome } from "./preview";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const address = (name: string) => `${name.toLowerCase()}-${Math.random().toString(36).slice(2)}@example.com`;

/** A partner with an owner, a role that opens customers, and three customers of whom one is archived. */
async function scene() {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const role = await build.role(partner, ["customers.view"]);
  const customers = [await build.customer(partner, { name: "Bakery" }), await build.customer(partner, { name: "School" })];
  await build.customer(partner, { archivedAt: new Date() });
  return { partner, owner, role, customers };
}

type Scene = Awaited<ReturnType<typeof scene>>;

function invite({ partner, owner, role }: Scene, fields: object) {
  const input = inviteUserInput.parse({ organizationId: partner.id, name: "Ida Berg", email: address("ida"), roleId: role.id, level: "read", ...fields });
  return (token: string | null = null) => previewed({ viewer: owner, name: "inviteUser", input, command: () => inviteUser(owner, input), token });
}

function looked<Value>(outcome: Outcome<Value>) {
  if (!("preview" in outcome)) throw new Error("It was saved without a look.");
  return outcome.preview;
}

const peopleAt = (organizationId: number) => build.owner().user.count({ where: { organizationId } });
const view = { permission: "customers.view", unit: "customer", people: 1 };

test("whoever is invited is shown by name with what they will have once they accept, and is not there until it is saved", async () => {
  const made = await scene();
  const send = invite(made, { access: "home" });
  const before = await peopleAt(made.partner.id);

  const preview = looked(await send());

  expect(preview).toMatchObject({ people: 1, visible: 1, lost: [] });
  expect(preview.gained.find(({ permission }) => permission === "customers.view")).toMatchObject({ ...view, records: 2, archived: 1 });
  expect(preview.rows).toMatchObject([{ name: "Ida Berg", isInvited: true, gained: [{ unit: "customer", records: 2, archived: 1 }] }]);
  expect(preview.samples.gained.map(({ name }) => name)).toEqual(["Bakery", "School"]);
  expect(await peopleAt(made.partner.id)).toBe(before);
  expect(await send(preview.token)).toMatchObject({ saved: { name: "Ida Berg" } });
  expect(await peopleAt(made.partner.id)).toBe(before + 1);
});

test("a group made for chosen customers is shown with them; a password makes the account active at once", async () => {
  const made = await scene();
  const send = invite(made, { access: "customers", customers: [made.customers[1]!.id], entry: "password", password: "five brown lamps over there" });

  const preview = looked(await send());

  expect(preview.gained.find(({ permission }) => permission === "customers.view")).toMatchObject({ ...view, records: 1, archived: 0 });
  expect(preview.rows).toMatchObject([{ name: "Ida Berg", isInvited: false }]);
  expect(await build.owner().group.count({ where: { organizationId: made.partner.id } })).toBe(0);
  expect(await send(preview.token)).toMatchObject({ saved: { name: "Ida Berg" } });
  expect(await build.owner().group.count({ where: { organizationId: made.partner.id, type: "security" } })).toBe(1);
});

test("an invitation is refused when it would give something else by now, and leaves nobody behind; what does not matter does no harm", async () => {
  const made = await scene();
  const send = invite(made, { access: "home" });
  const before = await peopleAt(made.partner.id);

  const stale = looked(await send());
  await build.customer(made.partner);
  await expect(send(stale.token)).rejects.toMatchObject({ code: "stale" });
  expect(await peopleAt(made.partner.id)).toBe(before);

  const again = looked(await send());
  await build.grant({ user: await build.user(await build.organization()) }, await build.role(await build.operator(), ["users.list"]));
  expect(await send(again.token)).toHaveProperty("saved");
});

test("an invitation without access is saved at once, and a look at one person lets no other pass", async () => {
  const made = await scene();
  expect(await invite(made, { access: "none" })()).toHaveProperty("saved");

  const { token } = looked(await invite(made, { access: "home" })());
  expect(await invite(made, { access: "home", name: "Somebody Else" })(token)).toHaveProperty("preview");
});

test("a clone is shown with what it takes from its source, and several people each by name", async () => {
  const { owner, partner, role, customers } = await scene();
  const source = await build.user(partner);
  await build.grant({ user: source }, role, { kind: "customers", customers: [customers[0]!] });
  const look = async (viewer: Viewer, name: string, input: object, command: () => Promise<unknown>) => looked(await previewed({ viewer, name, input, command, token: null }));

  const one = cloneUserInput.parse({ userId: source.id, name: "Kaja", email: address("kaja"), permissions: true });
  const cloned = await look(owner, "cloneUser", one, () => cloneUser(owner, one));
  expect(cloned.rows).toMatchObject([{ name: "Kaja", isInvited: true, gained: [{ records: 1 }] }]);

  const list = inviteManyInput.parse({ organizationId: partner.id, people: `Ann <${address("ann")}>\nBo <${address("bo")}>`, access: "home", roleId: role.id });
  const several = await look(owner, "inviteMany", list, () => inviteMany(owner, list));
  expect(several.rows.map(({ name }) => name)).toEqual(["Ann", "Bo"]);
});

test("access given to somebody who has not accepted yet is shown as well", async () => {
  const { partner } = await scene();
  const [invited, held] = [await build.user(partner, { status: "invited" }), await build.role(await build.operator(), ["customers.view"])];

  const admin = await build.person(await build.operator(), ["grants.give", "grants.list", "customers.view", "organizations.list", "users.view"]);

  const difference = await differenceBy(() => giveGrant(admin, giveGrantForm.parse({ userId: invited.id, roleId: held.id, kind: "subtree", organizationId: partner.id, level: "read" })));

  expect(difference.people).toBe(1);
  expect(difference.made.size).toBe(0);
});
