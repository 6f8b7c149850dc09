import { beforeAll, expect, test } from "vitest";
import { isWrite, permissions } from "@/lib/access/permissions";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { kinds, subjectOf, kindNamed, type KindName } from "./kinds";
import { POST } from "./route";

type Answer = { status: number; body: { people: number; gained: { people: number }; lost: { people: number }; rows: { user: { id: number | null; key: string } }[]; fields?: Record<string, string>; code?: string; detail?: string; permission?: string } };
type Change = Record<string, unknown>;

const everything = permissions.map(({ key }) => key);
const reading = everything.filter((key) => !isWrite(key));
const missing = 2_147_483_646;
const address = () => `new-${Math.random().toString(36).slice(2)}@example.com`;

async function ask(token: string | undefined, ...changes: Change[]): Promise<Answer> {
  const response = await POST(apiRequest("/access/preview", { method: "POST", body: { changes }, ...(token ? { token } : {}) }), { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

/** People of a partner who hold something, each in one way, so that whatever changes there shows. */
async function heldAt(partner: { id: number }, customer: { id: number }) {
  const operator = await build.operator();
  const [role, wide] = [await build.role(partner, ["customers.view"]), await build.role(partner, ["customers.edit", "organizations.list"])];
  const template = await build.role(operator, ["customers.list"], { isTemplate: true });
  const cloned = { key: `clone-${template.id}`, name: "Clone", organizationId: partner.id, permissions: ["customers.list"], templateId: template.id, templateVersion: 1 };
  const clone = await build.owner().role.create({ data: cloned });
  await build.owner().role.update({ where: { id: template.id }, data: { permissions: ["customers.view"] } }); // a trigger keeps it as version 2
  const holder = async (held: { id: number }, spec: build.GrantSpec = {}, fields: object = {}) => {
    const user = await build.user(partner, fields);
    return { ...user, grant: await build.grant({ user }, held, spec) };
  };
  const listed: build.GrantSpec = { kind: "customers", customers: [customer] };
  const [one, leaver, listedOne] = [await holder(role), await holder(wide, { kind: "subtree", ref: partner.id }), await holder(role, listed)];
  await holder(template);
  await holder(clone);
  const away = await holder(role, {}, { status: "deactivated" });
  return { role, wide, template, clone, one, leaver, listedOne, away, fresh: await build.user(partner, { region: "south" }), listed };
}

/** Groups of the partner: one that gives, one to go into it, one inside another, a rule, an archived one and a security group. */
async function groupsAt(partner: { id: number }, { role, listed }: Pick<Awaited<ReturnType<typeof heldAt>>, "role" | "listed">) {
  const withSomebody = async (fields: object = {}) => build.group(partner, [await build.user(partner)], fields);
  const member = await build.user(partner);
  const security = await build.group(partner, [member], { type: "security" });
  const made = { team: await build.group(partner), inner: await withSomebody(), outer: await build.group(partner), nested: await withSomebody(), archived: await withSomebody(), security };
  const ruled = await build.group(partner, [], { type: "rule", rule: { region: ["north"] } });
  await build.owner().group.update({ where: { id: made.archived.id }, data: { archivedAt: new Date() } });
  await build.owner().groupNesting.create({ data: { groupId: made.outer.id, memberId: made.nested.id } });
  for (const group of [made.team, made.outer, made.archived, ruled]) await build.grant({ group }, role, listed);
  return { ...made, ruled, member, access: await build.grant({ group: security }, role, listed) };
}

/** Territories and programs in which somebody at the operator may list partners, and partners to go into them or out. */
async function placesFor(wide: { id: number }) {
  const boss = await build.user(await build.operator());
  const [territory, entered, enrolled] = [await build.territory(), await build.organization(), await build.organization()];
  const [program, empty, spot] = [await build.program([enrolled]), await build.program(), await build.territory()];
  await build.organization(undefined, { territoryId: spot.id });
  for (const spec of [{ kind: "territory", ref: territory.id }, { kind: "program", ref: program.id }, { kind: "program", ref: empty.id }] as const) await build.grant({ user: boss }, wide, spec);
  return { territory, entered, enrolled, program, empty, spot };
}

/** A change of every kind, which changes somebody's access. */
async function scene() {
  const [partner, beside] = [await build.organization(), await build.organization()];
  const [below, off] = [await build.organization(partner), await build.organization(partner, { status: "deactivated" })];
  const customer = await build.customer(partner);
  await build.customer(partner);
  const held = await heldAt(partner, customer);
  const { role, wide, template, clone, one, leaver, listedOne, away, fresh } = held;
  const { team, inner, outer, nested, archived, ruled, security, member, access } = await groupsAt(partner, held);
  const { territory, entered, enrolled, program, empty, spot } = await placesFor(wide);
  const revived = await build.user(off);
  await build.grant({ user: revived }, wide, { kind: "direct", ref: off.id });
  const listedOnly = await build.role(partner, ["customers.view"]);
  await build.grant({ user: await build.user(partner) }, listedOnly, held.listed);
  const first = { access: "home", role: role.id, level: "read" };
  const changes: Record<KindName, Change> = {
    "role.edit": { role: role.id, permissions: ["customers.list"] },
    "role.clone": { role: listedOnly.id, organization: partner.id, name: "Everywhere", members: true },
    "role.publish": { role: template.id, permissions: ["customers.list", "customers.suspend"] },
    "role.roll-back": { role: template.id, number: 1 },
    "role.take": { role: clone.id, number: 2, all: true },
    "grant.give": { user: fresh.id, role: wide.id, scope: { kind: "direct", organization: partner.id }, level: "write" },
    "grant.change": { grant: one.grant.id, scope: { kind: "customers", customers: [customer.id] } },
    "grant.revoke": { grant: listedOne.grant.id },
    "security-group.update": { grant: access.id, role: role.id, permissions: ["customers.list"] },
    "group.create": { organization: partner.id, name: "Rule", type: "rule", rule: { region: ["west"] } },
    "group.clone": { group: outer.id, name: "Outer two", permissions: true, scope: "home", members: true },
    "group.rule": { group: ruled.id, region: ["south"] },
    "group.add-member": { group: team.id, users: [fresh.id], lastDay: "2100-01-01" },
    "group.remove-member": { group: security.id, users: [member.id] },
    "group.nest": { group: team.id, member: inner.id },
    "group.unnest": { group: outer.id, member: nested.id },
    "group.archive": { group: outer.id },
    "group.restore": { group: archived.id },
    "user.invite": { organization: partner.id, name: "Ida", email: address(), ...first },
    "user.invite-many": { organization: partner.id, people: `${address()}\n${address()}`, ...first },
    "user.clone": { user: leaver.id, name: "Ida", email: address(), permissions: true },
    "user.edit": { user: fresh.id, region: "north" },
    "user.limit": { user: leaver.id, readOnly: true },
    "user.swap": { user: member.id, from: security.id, access: "everything", role: wide.id },
    "user.deactivate": { user: leaver.id },
    "user.reactivate": { user: away.id },
    "user.offboard": { user: leaver.id },
    "user.undo-offboarding": { user: leaver.id },
    "organization.create": { parent: partner.id, name: "Fjord IT", userName: "Ida", userEmail: address(), userRole: role.id },
    "organization.edit": { organization: entered.id, territory: territory.id },
    "organization.territory": { organization: entered.id, territory: territory.id },
    "organization.move": { organization: below.id, parent: beside.id },
    "organization.guardrail": { organization: partner.id, permissions: ["customers.list"] },
    "organization.deactivate": { organization: partner.id },
    "organization.reactivate": { organization: off.id },
    "territory.move": { territory: spot.id, parent: territory.id },
    "territory.assign-organizations": { territory: territory.id, organizations: [entered.id] },
    "territory.assign-customers": { territory: territory.id, customers: [customer.id] },
    "program.enroll": { program: empty.id, organizations: [entered.id], from: "2020-01-01" },
    "program.end": { program: program.id, organizations: [enrolled.id] },
    "customer.reassign": { customer: customer.id, organization: beside.id },
  };
  const operator = await build.operator();
  const tokens = {
    rightful: await apiToken(await build.person(operator, everything)),
    reader: await apiToken(await build.person(operator, reading)),
    stranger: await apiToken(await build.person(await build.organization(), everything)),
  };
  return { changes, ...tokens };
}

let made: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => void (made = await scene()));

/** What changes nobody's access in this scene, or has nothing to undo in it. */
const quiet: Partial<Record<KindName, object>> = { "group.create": { status: 200, body: { people: 0 } }, "user.undo-offboarding": { status: 409 } };
/** What anybody may know of: territories, programs, and templates of those above. What is inside a group is looked at in the order of ids. */
const known = /^(territory|program|role\.publish|role\.roll-back|group\.(un)?nest)/;

test.each(Object.keys(kinds) as KindName[])("%s: its rightful user sees what it does, nobody else anything, and nothing has happened", async (name) => {
  const { rightful, reader, stranger, changes } = made;
  const change: Change = { change: name, ...changes[name] };
  const done = () => build.owner().activity.count({ where: { outcome: "done" } });
  const before = await done();

  const answer = await ask(rightful, change);
  expect(answer, JSON.stringify(answer.body)).toMatchObject(quiet[name] ?? { status: 200 });
  if (!quiet[name]) expect(answer.body.gained.people + answer.body.lost.people).toBeGreaterThan(0);
  expect((await ask(undefined, change)).status).toBe(401);
  expect(await ask(reader, change)).toMatchObject({ status: 403, body: { code: "refused" } });

  const place = subjectOf(kindNamed(name)) ?? ("parent" in change ? "parent" : name === "grant.give" ? "user" : "organization");
  const [hidden, absent] = [await ask(stranger, change), await ask(stranger, { ...change, [place]: missing })];
  expect([400, 403, 404]).toContain(hidden.status);
  if (!known.test(name)) expect(hidden).toEqual(absent);
  expect(await done()).toBe(before);
});
