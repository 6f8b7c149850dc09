import { expect, test } from "vitest";
import { moveOrganization } from "@/lib/domain/organizations/commands";
import { enrollOrganizations } from "@/lib/domain/programs/commands";
import { enrollInput } from "@/lib/domain/programs/schema";
import { assignCustomers, assignOrganizations, moveTerritory } from "@/lib/domain/territories/commands";
import * as build from "@/lib/testing/build";
import { narrowAccess } from "@/lib/access/compile";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";

/** Somebody of the operator with these permissions everywhere, and besides customers.delete by the given grant alone. */
async function mover(permissions: Permission[], grant: build.GrantSpec) {
  const root = await build.operator();
  const { facts } = await build.person(root, permissions);
  await build.grant({ user: { id: facts.userId } }, await build.role(root, ["customers.delete"]), grant);
  return build.viewer({ id: facts.userId });
}

test("nobody enrols a partner in a program that one's own or one's listed customers are narrowed to", async () => {
  const [partner, program] = [await build.organization(), await build.program()];
  const enrol = async (grant: build.GrantSpec) =>
    enrollOrganizations(await mover(["programs.enroll", "organizations.view"], grant), enrollInput.parse({ programId: program.id, organizations: [partner.id] }));
  const refused = { code: "refused", permission: expect.stringMatching(/^customers\./) };

  await expect(enrol({ kind: "customers", customers: [await build.customer(partner)], narrowProgramId: program.id })).rejects.toMatchObject(refused);
  await expect(enrol({ kind: "own", narrowProgramId: program.id })).rejects.toMatchObject(refused);
  expect(await build.owner().enrollment.count({ where: { programId: program.id } })).toBe(0);
  await enrol({ kind: "own", narrowProgramId: (await build.program()).id });
});

test("what one grant leaves out does not hide what another gives by a program", async () => {
  const [partner, program] = [await build.organization(), await build.program()];
  const customer = await build.customer(partner);
  const { facts } = await mover(["programs.enroll", "organizations.view"], { kind: "program", ref: program.id });
  await build.grant({ user: { id: facts.userId } }, await build.role(await build.operator(), ["customers.delete"]), { kind: "direct", ref: partner.id, exceptCustomers: [customer] });
  const enrol = enrollOrganizations(await build.viewer({ id: facts.userId }), enrollInput.parse({ programId: program.id, organizations: [partner.id] }));

  await expect(enrol).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
});

test("nobody moves a partner out of what their grant on one below it leaves out", async () => {
  const [from, to] = [await build.organization(), await build.organization()];
  const shop = await build.organization(from);
  const kiosk = await build.organization(shop);
  const move = async (grant: build.GrantSpec) => moveOrganization(await mover(["organizations.move", "organizations.view"], grant), { organizationId: shop.id, parentId: to.id });

  await expect(move({ kind: "direct", ref: kiosk.id, exceptOrganizations: [from.id] })).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
  await move({ kind: "direct", ref: (await build.organization()).id, exceptOrganizations: [from.id] });
});

test("who may do something with a partner itself does not come to what is below it by moving it, nor to its customers by its territory", async () => {
  const [to, inner] = [await build.organization(), await build.territory()];
  const shop = await build.organization(await build.organization(), { territoryId: inner.id });
  await build.organization(shop);
  const move = async (known: build.GrantSpec) => {
    const viewer = await mover(["organizations.move", "organizations.view"], { kind: "subtree", ref: to.id });
    await build.grant({ user: { id: viewer.facts.userId } }, await build.role(await build.operator(), ["customers.delete"]), known);
    return moveOrganization(await build.viewer({ id: viewer.facts.userId }), { organizationId: shop.id, parentId: to.id });
  };
  const refused = { code: "refused", permission: expect.stringMatching(/^customers\./) };

  await expect(move({ kind: "direct", ref: shop.id })).rejects.toMatchObject(refused);
  await expect(move({ kind: "territory", ref: inner.id })).rejects.toMatchObject(refused);
  await move({ kind: "subtree", ref: shop.id });
});

test("access by a program that ends does not hide what a territory would give from then on", async () => {
  const [program, place] = [await build.program(), await build.territory()];
  const [ending, lasting] = [await build.organization(), await build.organization()];
  const enrol = (organizationId: number, until: Date | null) => build.owner().enrollment.create({ data: { organizationId, programId: program.id, from: new Date(Date.now() - 86_400_000), until } });
  await enrol(ending.id, new Date(Date.now() + 5 * 86_400_000));
  await enrol(lasting.id, null);
  await build.owner().$executeRaw`SELECT settle_enrollments(now())`;
  const { facts } = await mover(["territories.assign", "territories.list", "organizations.view", "customers.view"], { kind: "program", ref: program.id });
  await build.grant({ user: { id: facts.userId } }, await build.role(await build.operator(), ["customers.delete"]), { kind: "territory", ref: place.id });
  const viewer = await build.viewer({ id: facts.userId });
  const refused = { code: "refused", permission: expect.stringMatching(/^customers\./) };

  await expect(assignOrganizations(viewer, { territoryId: place.id, organizations: [ending.id] })).rejects.toMatchObject(refused);
  await expect(assignCustomers(viewer, { territoryId: place.id, customers: [(await build.customer(ending)).id] })).rejects.toMatchObject(refused);
  await assignOrganizations(viewer, { territoryId: place.id, organizations: [lasting.id] });
});

test("access by a rule that asks for a program of one's own partner ends with it, and does not hide what a territory would give from then on", async () => {
  const [program, place] = [await build.program(), await build.territory()];
  const home = await build.organization();
  const enrolled = await build.owner().enrollment.create({ data: { organizationId: home.id, programId: program.id, from: new Date(Date.now() - 86_400_000), until: new Date(Date.now() + 5 * 86_400_000) } });
  await build.owner().$executeRaw`SELECT settle_enrollments(now())`;
  const { facts } = await build.person(home, ["territories.assign", "territories.list", "customers.view"]);
  const role = await build.role(home, ["customers.delete"]);
  await build.grant({ group: await build.group(home, [], { type: "rule", rule: { program: [program.key] } }) }, role, { kind: "subtree", ref: home.id });
  await build.grant({ user: { id: facts.userId } }, role, { kind: "territory", ref: place.id });
  const customer = await build.customer(home);
  const assign = async () => assignCustomers(await build.viewer({ id: facts.userId }), { territoryId: place.id, customers: [customer.id] });

  await expect(assign()).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
  await build.owner().enrollment.update({ where: { id: enrolled.id }, data: { until: null } });
  await assign();
});

test("what a rule will give with a program that begins is given to oneself already", async () => {
  const [program, place] = [await build.program(), await build.territory()];
  const home = await build.organization();
  await build.owner().enrollment.create({ data: { organizationId: home.id, programId: program.id, from: new Date(Date.now() + 3 * 86_400_000) } });
  const { facts } = await build.person(home, ["territories.assign", "territories.list", "customers.view"]);
  const found = await build.group(home, [], { type: "rule", rule: { program: [program.key] } });
  await build.grant({ group: found }, await build.role(home, ["customers.delete"]), { kind: "territory", ref: place.id });
  const viewer = await build.viewer({ id: facts.userId });

  expect(viewer.access.until).toBeLessThan(Infinity);
  await expect(assignCustomers(viewer, { territoryId: place.id, customers: [(await build.customer(home)).id] })).rejects.toMatchObject({ code: "refused" });
});

test("what a limit of one's partner holds back, and what a narrow token leaves out, is given to oneself all the same", async () => {
  const keys: Permission[] = ["territories.assign", "territories.list", "customers.view"];
  const place = await build.territory();
  const home = await build.organization(undefined, { hasGuardrail: true, guardrail: keys });
  const customer = await build.customer(home);
  const { facts } = await build.person(home, keys);
  const put = (viewer: Viewer) => assignCustomers(viewer, { territoryId: place.id, customers: [customer.id] });
  await build.grant({ user: { id: facts.userId } }, await build.role(home, ["customers.delete"]), { kind: "territory", ref: place.id });
  const refused = { code: "refused", permission: "customers.delete" };

  await expect(put(await build.viewer({ id: facts.userId }))).rejects.toMatchObject(refused);
  await build.owner().organization.update({ where: { id: home.id }, data: { hasGuardrail: false } });
  const free = await build.viewer({ id: facts.userId });
  await expect(put(free)).rejects.toMatchObject(refused);
  await expect(put({ ...free, access: narrowAccess(free.access, keys), narrowedTo: keys })).rejects.toMatchObject(refused);
});

test("nobody moves a territory into one that their grant on a partner, their own or listed customers is narrowed to", async () => {
  const [wide, small] = [await build.territory(), await build.territory()];
  const partner = await build.organization();
  const customer = await build.customer(partner, { territoryId: small.id });
  const move = async (grant: build.GrantSpec) => moveTerritory(await mover(["territories.edit"], grant), { territoryId: small.id, parentId: wide.id });

  const grants: build.GrantSpec[] = [{ kind: "subtree", ref: partner.id }, { kind: "own" }, { kind: "customers", customers: [customer] }];
  for (const grant of grants) {
    await expect(move({ ...grant, narrowTerritoryId: wide.id })).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers\./) });
  }
  await move({ kind: "own", narrowTerritoryId: (await build.territory()).id });
});
