import { AsyncLocalStorage } from "node:async_hooks";
import { expect, onTestFinished, test } from "vitest";
import { groupBounds } from "@/lib/domain/groups/bounds";
import { userBounds } from "@/lib/domain/users/bounds";
import german from "@/lib/shared/language/catalogues/de.json";
import { inLanguage } from "@/lib/shared/language/reader";
import * as build from "@/lib/testing/build";
import { lookupRoles } from "../roles/queries";
import { lookupGivableRoles, usualScopeOf } from "./choices";
import { giveGrant } from "./commands";
import { lockedPermissions } from "./givable";
import { giveGrantForm } from "./schema";

const nothing = { customers: [], narrowTerritoryId: null, narrowProgramId: null, exceptCustomers: [], exceptOrganizations: [] };

test("roles that cannot be given there are locked with the reason, by scope and level", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const giver = await build.person(partner, ["grants.give", "roles.list", "customers.edit"], { kind: "subtree", ref: below.id });
  const person = await build.user(below);
  const small = await build.role(partner, ["customers.edit"], { name: "Small" });
  const large = await build.role(partner, ["customers.delete"], { name: "Large" });
  const ask = async (scope: { kind: "direct" | "subtree"; ref: number }, level: "read" | "write") => {
    const found = await lookupGivableRoles(giver, "", { userId: person.id, groupId: null, scope: { ...nothing, ...scope }, level });
    return Object.fromEntries([small, large].map(({ id, name }) => [name, found.find(({ value }) => value === String(id))?.locked ?? null]));
  };

  expect(await ask({ kind: "direct", ref: below.id }, "write")).toEqual({ Small: null, Large: expect.stringContaining("Archive and restore customers") });
  expect(await ask({ kind: "direct", ref: below.id }, "read")).toEqual({ Small: null, Large: null });
  const locked = await lockedPermissions(giver, { userId: person.id, groupId: null, organizationId: below.id, scope: { ...nothing, kind: "direct", ref: below.id }, level: "write" });
  expect(Object.keys(locked)).toContain("customers.delete");
  expect(Object.keys(locked)).not.toContain("customers.edit");
});

test("of the roles that hold the words those come first that begin with them: who presses Enter gives what they typed", async () => {
  const partner = await build.organization();
  const giver = await build.person(partner, ["grants.give", "roles.list"]);
  const word = `Purpur${partner.id}`;
  for (const name of [`A ${word}`, `${word} B`, word]) await build.role(partner, ["customers.view"], { name });
  const wanted = [word, `${word} B`, `A ${word}`];
  expect((await lookupGivableRoles(giver, ` ${word.toLowerCase()} `, { userId: null, groupId: null })).map(({ label }) => label)).toEqual(wanted);
  expect((await lookupRoles(giver, word)).map(({ name }) => name)).toEqual(wanted);
});

test("pickers say in the reader's language that a role is a template", async () => {
  const partner = await build.organization();
  const giver = await build.person(partner, ["grants.give", "roles.list"]);
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const hint = async () => (await lookupGivableRoles(giver, template.name, { userId: null, groupId: null })).find(({ value }) => value === String(template.id))?.hint;
  Object.assign(globalThis, { porticoReader: new AsyncLocalStorage(), porticoCatalogues: { de: { "template, {partner}": german["template, {partner}"] } } });
  onTestFinished(() => void Object.assign(globalThis, { porticoReader: undefined, porticoCatalogues: undefined }));
  expect(await hint()).toBe(`template, ${partner.name}`);
  expect(await inLanguage("de", hint)).toBe(`Vorlage, ${partner.name}`);
});

test("cap and guardrails are told where they bite, for a person and a group, and only to those who may see access", async () => {
  const partner = await build.organization();
  await build.owner().organization.update({ where: { id: partner.id }, data: { hasGuardrail: true, guardrail: ["customers.edit", "grants.list", "users.view", "groups.view"] } });
  const reader = await build.person(partner, ["grants.list", "users.view", "groups.view"]);
  const [capped, group] = [await build.user(partner, { readOnly: true, name: "Tor" }), await build.group(partner)];
  const role = await build.role(partner, ["customers.edit", "customers.delete"]);
  await build.grant({ user: capped }, role);
  await build.grant({ group }, role);

  expect(await userBounds(reader, capped.id)).toEqual([expect.stringContaining("The read-only cap keeps Tor from"), expect.stringContaining(`The limit of ${partner.name} keeps people at home there from “Archive and restore customers”`)]);
  expect(await groupBounds(reader, group.id)).toEqual([expect.stringContaining("“Archive and restore customers”")]);
  await expect(userBounds(await build.person(partner, ["users.view"]), capped.id)).rejects.toMatchObject({ code: "refused" });
  await expect(groupBounds(await build.person(await build.organization(), ["grants.list", "groups.view"]), group.id)).rejects.toMatchObject({ code: "not-found" });
});

test("whoever is chosen usually gets access to their home alone, a security group to what it carries; of strangers nothing is said", async () => {
  const partner = await build.organization();
  const giver = await build.person(partner, ["grants.give", "organizations.list", "customers.list"]);
  const [person, stranger, customer] = [await build.user(partner), await build.user(await build.organization()), await build.customer(partner)];
  const group = await build.group(partner, [], { type: "security" });
  await build.grant({ group }, await build.role(partner, ["customers.view"]), { kind: "customers", customers: [customer] });
  const usual = async (asked: { userId?: number; groupId?: number }) => (await usualScopeOf(giver, asked)).scope;

  expect(await usual({ userId: person.id })).toMatchObject({ kind: "direct", organization: { value: String(partner.id), label: partner.name } });
  expect(await usual({ groupId: group.id })).toMatchObject({ kind: "customers", organization: null, customers: [{ value: String(customer.id) }] });
  expect(await usual({ userId: stranger.id })).toBeNull();
});

test("chosen customers that lie outside the holder's home are named, so that they can be taken out", async () => {
  const [partner, elsewhere] = [await build.organization(), await build.organization()];
  const giver = await build.person(await build.operator(), ["grants.give", "roles.list", "users.list", "customers.view"]);
  const [person, role, own] = [await build.user(partner), await build.role(partner, ["customers.view"]), await build.customer(partner)];
  const far = await Promise.all(["Bakery", "Creamery", "Dairy", "Eatery"].map((name) => build.customer(elsewhere, { name })));
  const give = (customers: { id: number }[]) => giveGrant(giver, giveGrantForm.parse({ userId: person.id, roleId: role.id, kind: "customers", customers: customers.map(({ id }) => id), level: "read" }));
  const told = (names: string) => ({ customers: `Access here reaches only ${partner.name} and what is below it. Take out what lies elsewhere: ${names}.` });

  await expect(give([own, far[1]!])).rejects.toMatchObject({ fields: told("Creamery") });
  await expect(give([own, ...far])).rejects.toMatchObject({ fields: told("Bakery, Creamery, Dairy and 1 more") });
  expect(await build.owner().grant.count({ where: { userId: person.id } })).toBe(0);
});
