import { expect, test } from "vitest";
import { reassignCustomer } from "@/lib/domain/customers/commands";
import { reassignCustomerInput } from "@/lib/domain/customers/schema";
import { enrollOrganizations } from "@/lib/domain/programs/commands";
import { enrollInput } from "@/lib/domain/programs/schema";
import { editRule } from "@/lib/domain/groups/commands";
import { createGroupInput, editRuleInput, tryRuleInput } from "@/lib/domain/groups/schema";
import { giveGrant } from "@/lib/domain/grants/commands";
import { giveGrantForm } from "@/lib/domain/grants/schema";
import { limitUser } from "@/lib/domain/users/commands";
import { limitUserInput } from "@/lib/domain/users/schema";
import * as build from "@/lib/testing/build";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

test("a customer is not reassigned to where the mover may do more: another partner, a territory, or themselves as its manager", async () => {
  const [partner, strong, territory] = [await build.organization(), await build.organization(), await build.territory()];
  const above = await build.operator();
  const mover = await build.person(above, ["customers.reassign", "territories.list"]);
  const own = { user: { id: mover.facts.userId } };
  const role = await build.role(above, ["customers.delete"]);
  await build.grant(own, role, { kind: "direct", ref: strong.id });
  await build.grant(own, role, { kind: "territory", ref: territory.id });
  await build.grant(own, role, { kind: "own" });
  const viewer = await build.viewer(own.user);
  const customer = await build.customer(partner);
  const reassign = (fields: object) => reassignCustomer(viewer, reassignCustomerInput.parse({ customerId: customer.id, version: 1, ...fields }));

  for (const gain of [{ organizationId: strong.id }, { territoryId: territory.id }, { accountManagerId: viewer.facts.userId }]) {
    await expect(reassign(gain)).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  }
  expect(await build.owner().customer.findUniqueOrThrow({ where: { id: customer.id } })).toMatchObject({ organizationId: partner.id, territoryId: null, accountManagerId: null, version: 1 });
  await reassign({ organizationId: (await build.organization()).id });
});

test("a customer is not reassigned to a partner whose program lasts longer than that of its own, by somebody who holds by the program", async () => {
  const [ends, lasts, program] = [await build.organization(), await build.organization(), await build.program()];
  const enrol = (of: { id: number }, until: Date | null) => build.owner().enrollment.create({ data: { organizationId: of.id, programId: program.id, from: inDays(-2), until } });
  await enrol(ends, inDays(5));
  await enrol(lasts, null);
  const mover = await build.person(await build.operator(), ["customers.reassign"], { kind: "program", ref: program.id });
  const [there, back] = [await build.customer(ends), await build.customer(lasts)];
  const reassign = (customer: { id: number }, to: { id: number }) => reassignCustomer(mover, reassignCustomerInput.parse({ customerId: customer.id, version: 1, organizationId: to.id }));

  await expect(reassign(there, lasts)).rejects.toMatchObject({ code: "refused" });
  await reassign(back, ends);
});

test("a cap is not lifted nor an account prolonged by somebody who could not give what the person holds", async () => {
  const partner = await build.organization();
  const weak = await build.person(partner, ["users.set-expiry", "customers.view"]);
  const strong = await build.person(partner, ["users.set-expiry", "customers.delete"]);
  const person = await build.user(partner, { readOnly: true, expiresAt: inDays(5) });
  await build.grant({ user: person }, await build.role(partner, ["customers.delete"]));
  const limit = (viewer: typeof weak, fields: object) => limitUser(viewer, limitUserInput.parse({ userId: person.id, version: 1, readOnly: "true", ...fields }));

  await expect(limit(weak, { readOnly: "false" })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  await expect(limit(weak, { lastDay: dayIn(90) })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  await expect(limit(weak, { lastDay: "" })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  await limit(weak, { lastDay: dayIn(2) });
  await limitUser(strong, limitUserInput.parse({ userId: person.id, version: 2, lastDay: "" }));
});

test("access that ends is not prolonged by its holder through an enrolment or the rule of a group that finds them", async () => {
  const partner = await build.organization();
  const program = await build.program();
  await build.owner().enrollment.create({ data: { organizationId: partner.id, programId: program.id, from: inDays(-2), until: inDays(5) } });
  const viewer = await build.person(partner, ["programs.enroll", "groups.edit-rule", "customers.view", "organizations.view"], { until: inDays(5) });
  await build.grant({ user: { id: viewer.facts.userId } }, await build.role(partner, ["customers.view"]), { kind: "program", ref: program.id });
  const group = await build.group(partner, [], { type: "rule", rule: { program: [program.key] } });
  await build.grant({ group }, await build.role(partner, ["customers.view"]));
  const again = await build.viewer({ id: viewer.facts.userId });

  await expect(enrollOrganizations(again, enrollInput.parse({ programId: program.id, organizations: [partner.id] }))).rejects.toMatchObject({ code: "refused" });
  await build.owner().organization.update({ where: { id: partner.id }, data: { partnerType: "msp" } });
  await expect(editRule(again, editRuleInput.parse({ groupId: group.id, version: 1, partnerType: ["msp"] }))).rejects.toMatchObject({ code: "refused" });
});

test("a rule over an unknown field is refused with the field named, and the database holds none", async () => {
  const partner = await build.organization();
  const schemas = [createGroupInput.safeParse({ organizationId: 1, name: "A", type: "rule", shoeSize: ["44"] }), editRuleInput.safeParse({ groupId: 1, version: 1, shoeSize: ["44"] }), tryRuleInput.safeParse({ organizationId: 1, shoeSize: ["44"] })];

  for (const parsed of schemas) expect(parsed.error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["shoeSize"] }]);
  await expect(build.group(partner, [], { type: "rule", rule: { shoeSize: ["44"] } })).rejects.toThrow("groups_rule_is_known");
});

test("a customer named in a grant is found through the giver's own view alone", async () => {
  const partner = await build.organization();
  const [seen, hidden] = [await build.customer(partner), await build.customer(partner)];
  const giver = await build.person(partner, ["grants.give", "customers.view", "users.list"], { kind: "everything", exceptCustomers: [hidden] });
  const [person, role] = [await build.user(partner), await build.role(partner, ["customers.view"])];
  const give = (customers: number[]) => giveGrant(giver, giveGrantForm.parse({ userId: person.id, roleId: role.id, kind: "customers", level: "read", customers }));

  await expect(give([seen.id, hidden.id])).rejects.toMatchObject({ code: "invalid", fields: { customers: expect.any(String) } });
  expect(await build.owner().grant.count({ where: { userId: person.id } })).toBe(0);
  await give([seen.id]);
});
