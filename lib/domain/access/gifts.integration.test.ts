import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { publishTemplate } from "@/lib/domain/roles/publishing";
import { publishTemplateInput } from "@/lib/domain/roles/schema";
import { change } from "./change";
import * as build from "@/lib/testing/build";
import { requireGivable, type GivenGrant, type Recipient } from "./gifts";
import { grantsById, grantsOfGroups } from "./given-grants";

type Giver = Awaited<ReturnType<typeof build.viewer>>;

const to = (person: { id: number }, home: { id: number }): Recipient => ({
  userId: person.id,
  groupId: null,
  organizationId: home.id,
});
const give = (giver: Giver, grantId: number, recipient: Recipient) =>
  change(giver, async (tx, viewer) =>
    requireGivable(
      tx,
      viewer,
      (await grantsById(tx, [grantId])).map((grant) => ({ grant, to: recipient })),
    ),
  );

async function world() {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const giver = await build.person(partner, ["grants.give", "customers.edit"]);
  return { partner, below, giver, receiver: await build.user(below) };
}

test("what the giver holds on everything can be given, also further down; what they lack is named", async () => {
  const { partner, below, giver, receiver } = await world();
  const grantOf = async (permissions: Permission[]) =>
    (
      await build.grant({ user: await build.user(partner) }, await build.role(partner, permissions), {
        kind: "everything",
      })
    ).id;

  await give(giver, await grantOf(["customers.edit-contact"]), to(receiver, below));
  const tooMuch = give(giver, await grantOf(["customers.edit", "customers.suspend"]), to(receiver, below));

  await expect(tooMuch).rejects.toMatchObject({ code: "refused", permission: "customers.suspend" });
});

test("a giver with everything but one partner gives no list, and changes no role of a list, with a customer of that partner", async () => {
  const root = await build.operator();
  const [left, seen] = [await build.organization(), await build.organization()];
  const giver = await build.person(root, ["grants.give", "customers.edit", "roles.publish", "roles.edit", "roles.view"], { exceptOrganizations: [left.id] });
  const role = await build.role(root, ["customers.view"], { isTemplate: true });
  const holder = await build.user(left);
  const listing = async (of: { id: number }, home = of) => (await build.grant({ user: home === left ? holder : await build.user(home) }, role, { kind: "customers", customers: [await build.customer(of)] })).id;

  await give(giver, await listing(seen), to(await build.user(seen), seen));
  await expect(give(giver, await listing(left), to(holder, left))).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
  const publish = publishTemplate(giver, publishTemplateInput.parse({ roleId: role.id, version: 1, permissions: ["customers.edit"] }));
  await expect(publish).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
});

test("a giver with one customer gives a list of exactly that one, not of another nor of one they cannot see", async () => {
  const partner = await build.organization();
  const mine = await build.customer(partner);
  const other = await build.customer(partner);
  const giver = await build.person(partner, ["grants.give", "customers.edit"], {
    kind: "customers",
    customers: [mine],
  });
  const receiver = await build.user(partner);
  const role = await build.role(partner, ["customers.edit"]);
  const listing = async (customers: { id: number }[]) =>
    (await build.grant({ user: await build.user(partner) }, role, { kind: "customers", customers })).id;

  await give(giver, await listing([mine]), to(receiver, partner));

  await expect(give(giver, await listing([mine, other]), to(receiver, partner))).rejects.toMatchObject({
    code: "refused",
  });
});

test("a territory's territory can be given, the one beside it cannot", async () => {
  const north = await build.territory();
  const fjord = await build.territory(north);
  const south = await build.territory();
  const partner = await build.organization();
  const giver = await build.person(partner, ["grants.give", "customers.edit"], { kind: "territory", ref: north.id });
  const role = await build.role(partner, ["customers.edit"]);
  const inside = await build.grant({ user: await build.user(partner) }, role, { kind: "territory", ref: fjord.id });
  const beside = await build.grant({ user: await build.user(partner) }, role, { kind: "territory", ref: south.id });
  const receiver = await build.user(partner);

  await give(giver, inside.id, to(receiver, partner));

  await expect(give(giver, beside.id, to(receiver, partner))).rejects.toMatchObject({ code: "refused" });
});

test("exceptions are told apart: leaving out what the giver lacks makes the gift possible", async () => {
  const partner = await build.organization();
  const hidden = await build.customer(partner);
  const giver = await build.person(partner, ["grants.give", "customers.edit"], {
    kind: "subtree",
    ref: partner.id,
    exceptCustomers: [hidden],
  });
  const receiver = await build.user(partner);
  const role = await build.role(partner, ["customers.edit"]);
  const whole = await build.grant({ user: await build.user(partner) }, role, { kind: "subtree", ref: partner.id });
  const without = await build.grant({ user: await build.user(partner) }, role, {
    kind: "subtree",
    ref: partner.id,
    exceptCustomers: [hidden],
  });

  await give(giver, without.id, to(receiver, partner));

  await expect(give(giver, whole.id, to(receiver, partner))).rejects.toMatchObject({
    code: "refused",
    permission: "customers.list",
  });
});

test("nobody gives to themselves, nor to a group they are in", async () => {
  const { partner, giver } = await world();
  const team = await build.group(partner, [{ id: giver.facts.userId }]);
  const grant = await build.grant({ user: await build.user(partner) }, await build.role(partner, ["customers.view"]));
  const again = await build.viewer({ id: giver.facts.userId });

  await expect(give(giver, grant.id, to({ id: giver.facts.userId }, partner))).rejects.toMatchObject({
    code: "refused",
  });
  await expect(
    give(again, grant.id, { userId: null, groupId: team.id, organizationId: partner.id }),
  ).rejects.toMatchObject({ code: "refused" });
});

test("a group carries its own grants and those of the groups around it, less what is over", async () => {
  const partner = await build.organization();
  const inner = await build.group(partner);
  const outer = await build.group(partner);
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  const past = new Date(Date.now() - 1000);
  const roleOf = (permission: Permission) => build.role(partner, [permission]);
  const customer = await build.customer(partner);
  await build.grant({ group: inner }, await roleOf("users.list"), { level: "read" });
  await build.grant({ group: outer }, await roleOf("customers.view"), { kind: "customers", customers: [customer] });
  await build.grant({ group: outer }, await roleOf("customers.delete"), { until: past });

  const carried = (groupId: number) => build.owner().$transaction((tx) => grantsOfGroups(tx, [groupId]));
  const brief = ({ permissions, kind, level, customers }: GivenGrant) => ({ permissions, kind, level, customers });

  expect((await carried(inner.id)).map(brief)).toEqual([
    { permissions: ["users.list"], kind: "everything", level: "read", customers: [] },
    { permissions: ["customers.view"], kind: "customers", level: "write", customers: [customer.id] },
  ]);
  expect((await carried(outer.id)).map(({ permissions }) => permissions)).toEqual([["customers.view"]]);
});
