import { beforeAll, expect, test } from "vitest";
import { narrowAccess } from "@/lib/access/compile";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { ownDatabase } from "@/lib/testing/own-database";
import { explainAccess } from "./explain";
import { giversToViewer } from "./givers";
import { mayAnywhere, whatMay } from "./what";
import { whoMay, whoMayInKeys, type WhoQuestion } from "./who";

// Everybody who may is counted: nobody of another test shall be among them.
beforeAll(() => ownDatabase("explorer"));

const everything: Permission[] = ["customers.edit", "users.view", "access.explain", "grants.give", "organizations.view", "groups.view"];

/** A partner below another, with one customer and people who hold access to it in different ways. */
async function place() {
  const above = await build.organization();
  const partner = await build.organization(above);
  const bakery = await build.customer(partner);
  const admin = await build.person(above, everything, { fields: { name: "Ada Above" } });
  const reader = await build.person(partner, ["customers.view"], { level: "read", fields: { name: "Rob Reader" } });
  const editor = await build.person(partner, ["customers.edit"], { kind: "customers", customers: [bakery], fields: { name: "Edda Editor" } });
  const listed = await build.user(partner, { name: "Lena Listed" });
  const inner = await build.group(partner, [listed]);
  const outer = await build.group(partner);
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  const role = await build.role(partner, ["customers.view"]);
  const grant = await build.grant({ group: outer }, role, { kind: "direct", ref: partner.id });
  const nobody = await build.person(partner, []);
  return { above, partner, bakery, admin, reader, editor, listed, inner, outer, role, grant, nobody };
}

const about = (permission: Permission, customer: { id: number }, rest: Partial<WhoQuestion> = {}): WhoQuestion => ({ permission, record: { type: "customer", id: customer.id }, ...rest });
const names = (answer: { rows: { user: { name: string } }[] }) => answer.rows.map(({ user }) => user.name);

test("who may see a customer: everybody at home at the partner or above who holds it, by name, with each reason and its chain", async () => {
  const { admin, bakery, inner, outer, role, grant } = await place();
  const answer = await whoMay(await build.viewer({ id: admin.facts.userId }), about("customers.view", bakery));

  expect(names(answer)).toEqual(["Ada Above", "Edda Editor", "Lena Listed", "Rob Reader"]);
  expect(answer).toMatchObject({ total: { count: 4, exact: true }, hidden: 0, next: null, permission: "customers.view", record: { type: "customer", id: bakery.id, name: bakery.name } });
  const [lena] = answer.rows.filter(({ user }) => user.name === "Lena Listed");
  expect(lena!.reasons).toMatchObject([{ grantId: grant.id, roleId: role.id, role: role.name, level: "write", via: [inner.name, outer.name], until: null }]);
  expect(lena!.reasons[0]!.sentence).toContain("Lena Listed holds the role");
});

test("who may edit it are fewer: not those who only read, who are capped, whose time is over or who are deactivated", async () => {
  const { admin, partner, bakery } = await place();
  await build.person(partner, ["customers.edit"], { fields: { name: "Cara Capped", readOnly: true } });
  const late = await build.person(partner, ["customers.edit"], { fields: { name: "Otto Over" } });
  await build.owner().grant.updateMany({ where: { userId: late.facts.userId }, data: { until: new Date(Date.now() - 1000) } });
  const gone = await build.person(partner, ["customers.edit"], { fields: { name: "Dora Deactivated" } });
  await build.owner().user.update({ where: { id: gone.facts.userId }, data: { status: "deactivated" } });

  const answer = await whoMay(await build.viewer({ id: admin.facts.userId }), about("customers.edit", bakery));

  expect(names(answer)).toEqual(["Ada Above", "Edda Editor"]);
});

test("a partner's limit takes its people out, and nobody else", async () => {
  const { admin, partner, bakery } = await place();
  await build.owner().organization.update({ where: { id: partner.id }, data: { hasGuardrail: true, guardrail: ["customers.list"] } });
  expect(names(await whoMay(await build.viewer({ id: admin.facts.userId }), about("customers.view", bakery)))).toEqual(["Ada Above"]);
});

test("pages follow each other without gap or repetition, and the search narrows them with an exact count", async () => {
  const { admin, bakery } = await place();
  const viewer = await build.viewer({ id: admin.facts.userId });
  const first = await whoMay(viewer, about("customers.view", bakery, { limit: 3 }));
  const second = await whoMay(viewer, about("customers.view", bakery, { limit: 3, after: first.next }));
  expect([...names(first), ...names(second)]).toEqual(["Ada Above", "Edda Editor", "Lena Listed", "Rob Reader"]);
  expect(second.next).toBeNull();
  const found = await whoMay(viewer, about("customers.view", bakery, { search: "lena" }));
  expect([names(found), found.total, found.hidden]).toEqual([["Lena Listed"], { count: 1, exact: true }, 0]);
});

test("people at home where the asker may see nobody are counted and not named", async () => {
  const { partner, bakery } = await place();
  const local = await build.person(partner, ["customers.view", "users.list", "access.explain"], { fields: { name: "Lou Local" } });
  const answer = await whoMay(local, about("customers.view", bakery));
  expect(names(answer)).not.toContain("Ada Above");
  expect(names(answer)).toContain("Lou Local");
  expect(answer.hidden).toBeGreaterThanOrEqual(1);
});

test("a stranger finds no such customer, a reader is told what is missing, bad questions are named", async () => {
  const { reader, bakery, partner } = await place();
  const stranger = await build.person(await build.organization(), everything);
  const seesOnly = await build.person(partner, ["customers.view"]);
  await build.grant({ user: { id: seesOnly.facts.userId } }, await build.role(partner, ["access.explain"]), { kind: "subtree", ref: (await build.organization(partner)).id });
  await expect(whoMay(stranger, about("customers.view", bakery))).rejects.toMatchObject({ code: "not-found" });
  await expect(whoMay(reader, about("customers.view", bakery))).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  await expect(whoMay(await build.viewer({ id: seesOnly.facts.userId }), about("customers.view", bakery))).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  await expect(whoMay(stranger, about("customers.fly" as Permission, bakery))).rejects.toMatchObject({ code: "invalid", fields: { permission: expect.any(String) as string } });
  await expect(whoMay(stranger, { permission: "customers.view", record: { type: "planet", id: 1 } })).rejects.toMatchObject({ code: "invalid", fields: { type: expect.any(String) as string } });
});

test("programs get the reasons by keys", async () => {
  const { admin, bakery, inner, outer, grant, role } = await place();
  const answer = await whoMayInKeys(await build.viewer({ id: admin.facts.userId }), about("customers.view", bakery, { search: "lena" }));
  const keyOf = async (table: "grant" | "role" | "group", id: number) => (await (build.owner()[table] as { findUniqueOrThrow: (q: object) => Promise<{ key: string }> }).findUniqueOrThrow({ where: { id }, select: { key: true } })).key;
  expect(answer.rows[0]!.reasons).toMatchObject([
    { grant: await keyOf("grant", grant.id), role: await keyOf("role", role.id), via: [await keyOf("group", inner.id), await keyOf("group", outer.id)], scope: { kind: "direct" } },
  ]);
});

test("a no says what is missing, and who could give it: those who may give it there and hold it, only those whom the asker may see", async () => {
  const { admin, bakery, partner, reader, nobody } = await place();
  await build.person(partner, ["grants.give", "users.list"], { fields: { name: "Gil Gives But Lacks" } });
  await build.person(partner, ["grants.give", "customers.edit"], { fields: { name: "Hanna Holds" } });
  const asked = (viewer: Viewer) => explainAccess(viewer, { userId: reader.facts.userId, permission: "customers.edit", customerId: bakery.id });

  const answer = await asked(await build.viewer({ id: admin.facts.userId }));
  expect(answer).toMatchObject({ allowed: false, givers: { more: 0 } });
  expect(answer.givers!.people.map(({ name }) => name)).toEqual(["Hanna Holds", "Ada Above"]);

  const own = await asked(reader);
  expect(own.givers).toMatchObject({ people: [], more: 0, otherwise: `an administrator of ${partner.name}` });
  await expect(asked(nobody)).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  expect((await giversToViewer(await build.viewer({ id: admin.facts.userId }), "roles.publish")).people).toEqual([]);
});

test("where nobody may be named, the nearest organization is at which somebody could give it", async () => {
  const root = await build.operator();
  const { name } = await build.owner().organization.findUniqueOrThrow({ where: { id: root.id }, select: { name: true } });
  const partner = await build.organization();
  await build.person(partner, ["grants.give", "users.list"]);
  await build.person(root, ["grants.give", "territories.edit"]);
  const asker = await build.person(partner, ["customers.list"]);

  expect(await giversToViewer(asker, "territories.edit")).toEqual({ people: [], more: 0, otherwise: `an administrator of ${name}` });
  expect(await giversToViewer(asker, "users.list")).toMatchObject({ otherwise: `an administrator of ${partner.name}` });
});

test("of a record outside the reach that is said, and nobody is named who could give it", async () => {
  const { listed } = await place();
  const foreign = await build.customer(await build.organization());
  const above = await build.person(await build.operator(), ["access.explain", "users.view", "customers.view", "grants.give"]);
  const answer = await explainAccess(above, { userId: listed.id, permission: "customers.view", customerId: foreign.id });
  expect(answer).toMatchObject({ allowed: false, givers: null, sentences: [expect.stringMatching(/^The record belongs neither to the partner of .* nor to one below it/) as string] });
});

test("nobody is named who could give what only a cap or a limit holds back", async () => {
  const partner = await build.organization();
  const admin = await build.person(await build.operator(), everything);
  const customer = await build.customer(partner);
  const capped = await build.person(partner, ["customers.view", "customers.edit"], { fields: { readOnly: true } });
  const ask = (permission: Permission) => explainAccess(admin, { userId: capped.facts.userId, permission, customerId: customer.id });

  expect(await ask("customers.edit")).toMatchObject({ allowed: false, givers: null });
  expect(await ask("customers.delete")).toMatchObject({ allowed: false, givers: { otherwise: expect.any(String) } });
  expect(await mayAnywhere(admin, capped.facts.userId, "customers.edit")).toMatchObject({ held: { bite: "cap" }, givers: null });
  expect((await mayAnywhere(admin, capped.facts.userId, "customers.delete")).givers).not.toBeNull();
});

test("a no names the access that misses by one thing, with its chain", async () => {
  const { admin, bakery, editor } = await place();
  const viewer = await build.viewer({ id: admin.facts.userId });
  const { lacks } = await explainAccess(viewer, { userId: editor.facts.userId, permission: "customers.suspend", customerId: bakery.id });
  expect(lacks).toMatchObject([{ way: { via: [], level: "write", scope: bakery.name } }]);
  expect(lacks[0]!.sentence).toContain("does not contain customers.suspend");
});

test("a token narrowed to less is told so about itself, although its owner may", async () => {
  const { editor, bakery } = await place();
  const token: Viewer = { ...editor, narrowedTo: ["customers.list"], access: narrowAccess(editor.access, ["customers.list"]) };
  const asked = (viewer: Viewer) => explainAccess(viewer, { userId: editor.facts.userId, permission: "customers.edit", customerId: bakery.id });
  expect(await asked(editor)).toMatchObject({ allowed: true });
  expect(await asked(token)).toMatchObject({ allowed: false, sentences: ["The token is narrowed and leaves out customers.edit."] });
});

test("what a person may: each permission with the access that brings it, and what bites where none does", async () => {
  const { admin, partner, listed, outer, inner } = await place();
  const viewer = await build.viewer({ id: admin.facts.userId });
  const lena = await whatMay(viewer, listed.id);
  expect(lena.permissions.map(({ key, ways, bite }) => [key, ways, bite])).toEqual([["customers.list", [0], null], ["customers.view", [0], null]]);
  expect(lena.access).toMatchObject([{ through: `${inner.name} inside ${outer.name}`, isCurrent: true, reaches: true }]);

  const bitten = async (spec: Parameters<typeof build.person>[2], permission: Permission) => {
    const { facts } = await build.person(partner, [permission], spec);
    return (await whatMay(viewer, facts.userId)).permissions.find(({ key }) => key === permission)?.bite;
  };
  expect(await bitten({ level: "read" }, "customers.suspend")).toBe("level");
  expect(await bitten({ fields: { readOnly: true } }, "customers.suspend")).toBe("cap");
  const far = await build.person(partner, ["customers.view"], { kind: "subtree", ref: (await build.organization()).id });
  expect(await whatMay(viewer, far.facts.userId)).toMatchObject({ permissions: [], access: [{ reaches: false }] });
  await build.owner().organization.update({ where: { id: partner.id }, data: { hasGuardrail: true, guardrail: ["customers.view"] } });
  expect(await bitten({}, "customers.suspend")).toBe("limit");
});

test("of whoever may not act now it says what comes back, and what would not even then", async () => {
  const { admin, partner } = await place();
  const viewer = await build.viewer({ id: admin.facts.userId });
  const gone = await build.user(partner, { status: "deactivated" });
  await build.grant({ user: gone }, await build.role(partner, ["customers.suspend"]), { level: "read" });
  const { isLetIn, permissions: found } = await whatMay(viewer, gone.id);
  expect(isLetIn).toBe(false);
  expect(found.map(({ key, ways, returns, bite }) => [key, ways, returns, bite])).toEqual([
    ["customers.list", [], [0], "account"],
    ["customers.view", [], [0], "account"],
    ["customers.suspend", [], [], "account"],
  ]);
});

test("everybody may ask what they may do themselves; about others only whoever may explain them", async () => {
  const { reader, listed, nobody } = await place();
  expect((await whatMay(reader, reader.facts.userId)).permissions.map(({ key }) => key)).toEqual(["customers.list", "customers.view"]);
  expect((await whatMay(nobody, nobody.facts.userId)).permissions).toEqual([]);
  await expect(whatMay(reader, listed.id)).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  const stranger = await build.person(await build.organization(), everything);
  await expect(whatMay(stranger, listed.id)).rejects.toMatchObject({ code: "not-found" });
});
