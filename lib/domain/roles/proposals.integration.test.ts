import { expect, test } from "vitest";
import { can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { cloneRole } from "./clone";
import { editRole } from "./commands";
import { driftReport, driftRows } from "./drift";
import { declineProposal, getProposal, takeProposal } from "./proposals";
import { publishTemplate, withdrawTemplate } from "./publishing";
import { getRole, listRoles } from "./queries";
import { driftList, roleList, takeProposalInput } from "./schema";

const rights: Permission[] = ["roles.publish", "roles.edit", "roles.clone", "organizations.list", "customers.edit", "customers.suspend", "users.view", "grants.list"];
const stored = (id: number) => build.owner().role.findUniqueOrThrow({ where: { id } });
const lastLog = (roleId: number) => build.owner().activity.findFirst({ where: { recordType: "role", recordId: roleId }, orderBy: { id: "desc" } });

/** A template of the operator's at version 2, and a partner's clone of version 1 with an edit of its own. */
async function cloned() {
  const partner = await build.organization();
  const template = await build.role(await build.operator(), ["customers.view", "users.view"], { isTemplate: true, name: `Desk of ${partner.id}` });
  const admin = await build.person(partner, rights);
  const { id } = await cloneRole(admin, { roleId: template.id, organizationId: partner.id, name: "Our desk" });
  await editRole(admin, { roleId: id, version: 1, permissions: ["customers.suspend", "users.view"] });
  const publisher = await build.person(await build.operator(), rights);
  const publish = async (permissions: Permission[], note: string | null = null) => publishTemplate(publisher, { roleId: template.id, version: (await stored(template.id)).version, permissions, note });
  await publish(["customers.edit-contact", "users.list"], "Contacts, without profiles of people");
  return { partner, template, admin, publisher, publish, id, holder: await holderOf(id, partner) };
}

async function holderOf(roleId: number, partner: { id: number }) {
  const holder = await build.user(partner);
  await build.grant({ user: holder }, { id: roleId }, { kind: "direct", ref: partner.id });
  return holder;
}

test("a new version is proposed to the clone, three ways, and to its own administrators only", async () => {
  const { admin, id, template, partner } = await cloned();
  const proposal = await getProposal(admin, id);
  expect(proposal).toMatchObject({ roleId: id, version: 2, templateId: template.id, number: 1, latest: 2, note: "Contacts, without profiles of people", canDecide: true });
  expect(proposal.changes).toEqual([
    { key: "customers.edit-contact", change: "add", conflict: null },
    { key: "users.view", change: "remove", conflict: null },
  ]);
  expect((await getRole(admin, id)).lineage?.proposal).toEqual(proposal.changes);
  const row = (await listRoles(admin, roleList.parse({ search: "Our desk" }))).rows.find((each) => each.id === id);
  expect(row?.lineage).toMatchObject({ number: 1, latest: 2, more: ["customers.suspend", "users.view"], lacks: ["customers.edit-contact"] });
  const reader = await build.person(partner, rights, { level: "read" });
  expect(await getProposal(reader, id)).toMatchObject({ canDecide: false });
  await expect(getProposal(await build.person(await build.organization(), rights), id)).rejects.toMatchObject({ code: "not-found" });
  await expect(getProposal(admin, template.id)).rejects.toMatchObject({ code: "not-found" });
});

test("all is taken: the template's changes act, the clone's own edits stay, and nothing is proposed again", async () => {
  const { admin, id, holder, template } = await cloned();
  expect(can(await build.viewer(holder), "customers.edit-contact")).toBe(false);

  const saved = await takeProposal(admin, takeProposalInput.parse({ roleId: id, version: 2, number: 2, all: "true" }));

  expect(saved).toMatchObject({ version: 3, message: expect.stringContaining("2 changes of version 2") });
  expect(await stored(id)).toMatchObject({ permissions: ["customers.edit-contact", "customers.suspend", "users.list"], templateVersion: 2, declinedVersion: null });
  expect(can(await build.viewer(holder), "customers.edit-contact")).toBe(true);
  expect((await getProposal(admin, id)).changes).toEqual([]);
  expect(await lastLog(id)).toMatchObject({ action: "roles.take-proposal", actorId: admin.facts.userId, before: { templateVersion: 1 }, after: { templateVersion: 2, version: 3 } });
  await expect(takeProposal(admin, { roleId: id, version: 3, number: 2, all: true })).rejects.toMatchObject({ code: "conflict" });
  expect((await getRole(admin, id)).lineage).toMatchObject({ templateId: template.id, number: 2, more: ["customers.suspend"], lacks: [] });
});

test("some is taken, and a later version proposes only what it changes itself", async () => {
  const { admin, id, publish } = await cloned();
  await takeProposal(admin, { roleId: id, version: 2, number: 2, taken: ["customers.edit-contact"] });
  expect((await stored(id)).permissions).toEqual(["customers.edit-contact", "customers.suspend", "users.view"]);
  await publish(["customers.edit", "users.list"]);
  expect((await getProposal(admin, id)).changes).toEqual([{ key: "customers.edit", change: "add", conflict: null }]);
});

test("none is taken: the role stays letter by letter, and the version does not come back", async () => {
  const { admin, id, publish } = await cloned();
  const before = await stored(id);
  await declineProposal(admin, { roleId: id, version: 2, number: 2 });
  expect(await stored(id)).toMatchObject({ permissions: before.permissions, templateVersion: 2, declinedVersion: 2, version: 3 });
  expect(await lastLog(id)).toMatchObject({ action: "roles.decline-proposal", before: { templateVersion: 1, declinedVersion: null }, after: { templateVersion: 2, declinedVersion: 2 } });
  expect((await getProposal(admin, id)).changes).toEqual([]);
  await publish(["customers.edit-contact", "users.list", "organizations.list"]);
  expect((await getProposal(admin, id)).changes).toEqual([{ key: "organizations.list", change: "add", conflict: null }]);
});

test("taking is judged like giving: what the viewer lacks, their own role and old versions are refused, with nothing changed", async () => {
  const { admin, id, publish, partner, publisher } = await cloned();
  const take = (viewer: typeof admin, fields: object = {}) => takeProposal(viewer, { roleId: id, version: 2, number: 2, all: true, ...fields });

  await expect(take(await build.person(partner, ["roles.publish", "users.view"]))).rejects.toMatchObject({ code: "refused", permission: "customers.edit-contact", fields: { permissions: expect.any(String) } });
  const self = { id: admin.facts.userId };
  await build.grant({ user: self }, { id }, { kind: "direct", ref: partner.id });
  await expect(take(await build.viewer(self))).rejects.toMatchObject({ code: "refused", permission: "roles.edit" });
  await expect(take(publisher, { version: 1 })).rejects.toMatchObject({ code: "stale" });
  await expect(take(publisher, { taken: ["imports.run"], all: false })).rejects.toMatchObject({ code: "invalid", fields: { taken: expect.stringContaining("imports.run") } });
  expect(takeProposalInput.safeParse({ roleId: id, version: 2, number: 2, taken: "" }).error?.issues[0]?.path).toEqual(["taken"]);
  await expect(take(publisher, { number: 7 })).rejects.toMatchObject({ code: "conflict", fields: { number: "There is no version 7." } });
  await publish(["customers.view"]);
  await expect(take(publisher)).rejects.toMatchObject({ code: "conflict", fields: { number: expect.stringContaining("Version 3") } });
  await expect(declineProposal(publisher, { roleId: id, version: 2, number: 2 })).rejects.toMatchObject({ code: "conflict" });
  expect(await stored(id)).toMatchObject({ version: 2, templateVersion: 1 });
});

test("a stranger finds no proposal, a reader and one without the permission are told which is missing", async () => {
  const { id, partner } = await cloned();
  const cases = [
    [await build.person(await build.organization(), rights), { code: "not-found" }],
    [await build.person(partner, rights, { level: "read" }), { code: "refused", permission: "roles.publish" }],
    [await build.person(partner, ["roles.edit", "customers.edit"]), { code: "refused", permission: "roles.publish" }],
    [await build.person(await build.organization(partner), rights), { code: "refused", permission: "roles.publish" }],
  ] as const;
  for (const [viewer, answer] of cases) {
    await expect(takeProposal(viewer, { roleId: id, version: 2, number: 2, all: true })).rejects.toMatchObject(answer);
    await expect(declineProposal(viewer, { roleId: id, version: 2, number: 2 })).rejects.toMatchObject(answer);
  }
  expect((await stored(id)).version).toBe(2);
});

test("a clone that is a template itself publishes what it takes; a withdrawn template proposes nothing", async () => {
  const { admin, id, template, publisher } = await cloned();
  await build.owner().role.update({ where: { id }, data: { isTemplate: true } });
  await takeProposal(admin, { roleId: id, version: 2, number: 2, taken: ["users.view"] });
  const versions = await build.owner().roleVersion.findMany({ where: { roleId: id }, orderBy: { number: "asc" } });
  expect(versions).toMatchObject([{ number: 1 }, { number: 2, note: "Taken from version 2 of its template", publishedById: admin.facts.userId }]);
  const other = await cloned();
  await withdrawTemplate(other.publisher, { roleId: other.template.id });
  expect((await getProposal(other.admin, other.id)).changes).toEqual([]);
  await expect(takeProposal(other.admin, { roleId: other.id, version: 2, number: 2, all: true })).rejects.toMatchObject({ code: "invalid" });
  expect(await getRole(publisher, template.id)).toMatchObject({ clones: { count: 1, open: 0 } });
});

test("the drift report says which clones differ and how, counted and filtered, and shows only what may be listed", async () => {
  const { admin, id, template, partner, publisher } = await cloned();
  const same = await cloneRole(publisher, { roleId: template.id, organizationId: partner.id, name: "Same desk" });
  const report = async (viewer: typeof admin, params: Record<string, string> = {}) => driftReport(viewer, driftList.parse({ template: String(template.id), ...params }));
  const names = async (params: Record<string, string>) => (await report(admin, params)).page.rows.map(({ name }) => name);

  const { page, counts } = await report(admin);
  expect(page.rows).toMatchObject([
    { id, name: "Our desk", organizationId: partner.id, number: 1, latest: 2, more: ["customers.suspend", "users.view"], lacks: ["customers.edit-contact"] },
    { id: same.id, name: "Same desk", number: 2, more: [], lacks: [], proposal: [] },
  ]);
  expect(counts).toEqual([{ templateId: template.id, templateName: template.name, latest: 2, clones: 2, same: 1, differ: 1, open: 1 }]);
  expect(await names({ state: "same" })).toEqual(["Same desk"]);
  expect(await names({ state: "differs", proposal: "open" })).toEqual(["Our desk"]);
  expect(await names({ search: "our" })).toEqual(["Our desk"]);
  await declineProposal(admin, { roleId: id, version: 2, number: 2 });
  expect(await names({ proposal: "declined" })).toEqual(["Our desk"]);
  expect((await report(publisher, { organization: String(partner.id) })).page.total.count).toBe(2);
  expect((await report(await build.person(await build.organization(), rights))).page.rows).toEqual([]);
  await expect(driftRows(await build.person(partner, ["customers.list"]), driftList.parse({}))).rejects.toMatchObject({ code: "refused", permission: "roles.list" });
});

test("the drift report pages through every clone once, forwards and back", async () => {
  const { template, partner, publisher } = await cloned();
  for (let n = 0; n < 30; n++) await build.owner().role.create({ data: { key: `drift-${partner.id}-${n}`, name: `Row ${String(n).padStart(2, "0")}`, organizationId: partner.id, permissions: ["users.list"], templateId: template.id } });
  const report = async (params: Record<string, string>) => (await driftReport(publisher, driftList.parse({ template: String(template.id), limit: "25", ...params }))).page;
  const first = await report({});
  const second = await report({ after: first.next! });
  expect([first.rows.length, second.rows.length, first.previous, second.next, first.total.count]).toEqual([25, 6, null, null, 31]);
  expect((await report({ before: second.previous! })).rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  expect((await report({ after: "nonsense" })).rows).toHaveLength(25);
});
