import { randomUUID } from "node:crypto";
import * as build from "@/lib/testing/build";
import { expect, test } from "./fixtures/portal";

/** As long as a name may be, without a place to break, and with signs that would be markup in a page. */
const long = (word: string) => `<b>${word}</b>${randomUUID()}`.padEnd(200, "Donaudampfschifffahrtselektrizität");

test("names of two hundred letters fit a phone wherever they stand, and are shown as they were typed", async ({ signInAs }) => {
  const home = await build.organization(undefined, { name: long("home") });
  const territory = await build.territory(undefined, { name: long("territory") });
  const person = await build.user(home, { name: long("person") });
  const customer = await build.customer(home, { name: long("customer"), territoryId: territory.id, accountManagerId: person.id });
  const role = await build.role(home, ["customers.view", "customers.edit"], { name: long("role") });
  const [inner, outer] = await Promise.all(["inner", "outer"].map((word) => build.group(home, [person], { name: long(word), description: long("what for") })));
  await build.owner().groupNesting.create({ data: { groupId: outer!.id, memberId: inner!.id } });
  const security = await build.group(home, [person], { name: long("security"), type: "security" });
  const grant = await build.grant({ group: security }, role, { kind: "customers", customers: [customer] });
  const ingrid = await signInAs("operator");
  await ingrid.setViewportSize({ width: 320, height: 700 });

  const named: [path: string, name: string][] = [
    [`/organizations/${home.id}`, home.name],
    [`/organizations/${home.id}/edit`, home.name],
    [`/organizations/${home.id}/who`, home.name],
    [`/territories/${territory.id}`, territory.name],
    [`/users/${person.id}`, person.name],
    [`/users/${person.id}/edit`, person.name],
    [`/users/${person.id}/security-group`, person.name],
    [`/users/${person.id}/view-as`, person.name],
    [`/customers/${customer.id}`, customer.name],
    [`/customers/${customer.id}/edit`, customer.name],
    [`/customers/${customer.id}/who`, customer.name],
    [`/tasks/new?customer=${customer.id}`, customer.name],
    [`/roles/${role.id}`, role.name],
    [`/roles/${role.id}/edit`, role.name],
    [`/roles/compare?roles=${role.id},1`, role.name],
    [`/groups/${inner!.id}`, inner!.name],
    [`/groups/${outer!.id}`, inner!.name],
    [`/groups/${inner!.id}/clone`, inner!.name],
    [`/security-groups/${security.id}`, security.name],
    [`/grants/${grant.id}`, security.name],
    [`/grants?role=${role.id}`, role.name],
    [`/access?user=${person.id}&permission=customers.edit&type=customer&customer=${customer.id}`, customer.name],
    [`/access/person?user=${person.id}`, person.name],
  ];
  for (const [path, name] of named) {
    await ingrid.goto(path);
    await expect(ingrid.getByText(name).first(), path).toBeAttached();
    const wider = await ingrid.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wider, `${path} is wider than its window`).toBe(0);
  }
});
