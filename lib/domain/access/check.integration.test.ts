import { expect, test } from "vitest";
import { allowed } from "@/lib/access/decide";
import { permissions, type Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { ownerPool } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { checkAccess, type Check } from "./check";
import { explainAccess, explainForOwner } from "./explain";
import { findRecords, type RecordRef } from "./find-records";

/** A partner with people of many kinds, and records of every type. */
async function world() {
  const partner = await build.organization();
  const sub = await build.organization(partner);
  const elsewhere = await build.organization();
  const [bryggen, verft, far] = [await build.customer(partner), await build.customer(sub), await build.customer(elsewhere)];
  const admin = await build.person(partner, permissions.map(({ key }) => key));
  const reader = await build.person(partner, ["customers.edit", "users.edit"], { level: "read" });
  const direct = await build.person(partner, ["customers.edit", "groups.edit"], { kind: "direct", ref: partner.id });
  const listed = await build.person(partner, ["customers.suspend"], { kind: "customers", customers: [verft] });
  const capped = await build.person(partner, ["customers.edit"], { fields: { readOnly: true } });
  const ended = await build.person(partner, ["customers.view"], {});
  await build.owner().grant.updateMany({ where: { userId: ended.facts.userId }, data: { until: new Date(Date.now() - 60_000) } });
  const member = await build.user(partner);
  const group = await build.group(partner, [member]);
  const role = await build.role(partner, ["organizations.edit", "grants.list", "roles.edit"]);
  const grant = await build.grant({ group }, role, { kind: "subtree", ref: sub.id });
  const people = [admin, reader, direct, listed, capped].map(({ facts }) => facts.userId);
  const records: RecordRef[] = [
    ...[bryggen, verft, far].map(({ id }) => ({ type: "customer" as const, id })),
    ...[partner, sub, elsewhere].map(({ id }) => ({ type: "organization" as const, id })),
    { type: "user", id: member.id },
    { type: "group", id: group.id },
    { type: "role", id: role.id },
    { type: "grant", id: grant.id },
  ];
  return { partner, sub, elsewhere, bryggen, verft, far, admin, reader, people: [...people, member.id, ended.facts.userId], records, group, grant, role, member };
}

const asked = async (viewer: Viewer, check: Check) => (await checkAccess(viewer, [check]))[0]!;

test("for every person, permission and record the check says what the decision says, and names a reason exactly when allowed", async () => {
  const { admin, people, records } = await world();
  const keys: Permission[] = ["customers.edit", "customers.view", "customers.suspend", "organizations.edit", "users.edit", "groups.edit", "roles.edit", "grants.list"];
  const found = await findRecords(ownerPool(), records);
  const visible = records.filter((_, at) => allowed(admin.access, "organizations.list", found[at]!.scopes));
  let yes = 0;
  for (const userId of people) {
    const { access } = await build.viewer({ id: userId });
    const checks = keys.flatMap((permission) => visible.map((record) => ({ user: userId, permission, record })));
    const results = await checkAccess(await build.viewer({ id: admin.facts.userId }), checks);
    for (const [at, { permission, record }] of checks.entries()) {
      const expected = allowed(access, permission, found[records.indexOf(record)]!.scopes);
      expect({ userId, permission, record, allowed: results[at]!.allowed }).toEqual({ userId, permission, record, allowed: expected });
      expect(results[at]!.reasons.length > 0).toBe(expected);
      expect(results[at]!.missing.length > 0).toBe(!expected);
      yes += Number(expected);
    }
  }
  expect(yes).toBeGreaterThan(40);
});

test("a hidden record answers like one that does not exist, about oneself and about others", async () => {
  const { admin, far, member } = await world();
  const of = (id: number, user?: number) => ({ permission: "customers.edit", record: { type: "customer", id }, ...(user ? { user } : {}) });

  const [hidden, missing, ofOther, missingOfOther] = await checkAccess(admin, [of(far.id), of(2_000_000_000), of(far.id, member.id), of(2_000_000_000, member.id)]);

  expect(hidden).toEqual(missing);
  expect(ofOther).toEqual(missingOfOther);
  expect(hidden).toEqual({ allowed: false, reasons: [], missing: ["The record could not be found."] });
});

test("a person who is hidden or missing is named with each check that asks about them", async () => {
  const { admin, member } = await world();
  const stranger = await build.user(await build.organization());
  const of = (user?: number | string) => ({ permission: "customers.view", record: { type: "user", id: member.id }, ...(user === undefined ? {} : { user }) });
  const message = "This user could not be found.";

  const asking = checkAccess(admin, [of(member.id), of(stranger.id), of(), of("key:nobody@nowhere.example"), of(stranger.id)]);

  await expect(asking).rejects.toMatchObject({ code: "not-found", fields: { "checks.1.user": message, "checks.3.user": message, "checks.4.user": message } });
});

test("records are found by key, and the reason names grant, role, scope and groups by key", async () => {
  const { admin, member, grant, role, sub, group } = await world();
  const [grantRow, roleRow, groupRow] = [
    await build.owner().grant.findUniqueOrThrow({ where: { id: grant.id } }),
    await build.owner().role.findUniqueOrThrow({ where: { id: role.id } }),
    await build.owner().group.findUniqueOrThrow({ where: { id: group.id } }),
  ];
  const { email } = await build.owner().user.findUniqueOrThrow({ where: { id: member.id } });

  const result = await asked(admin, { user: `key:${email}`, permission: "organizations.edit", record: { type: "organization", id: `key:${sub.key}` } });

  expect(result).toEqual({
    allowed: true,
    reasons: [{ grant: grantRow.key, role: roleRow.key, scope: { kind: "subtree", organization: sub.key }, via: [groupRow.key] }],
    missing: [],
  });
});

test("asking about somebody else needs access.explain at their home", async () => {
  const { admin, reader, member, elsewhere, partner, bryggen } = await world();
  const stranger = await build.person(elsewhere, ["access.explain", "users.list"]);
  const half = await build.person(partner, ["users.list"]);
  await build.grant({ user: { id: half.facts.userId } }, await build.role(partner, ["access.explain"]), { kind: "subtree", ref: (await build.organization(partner)).id });
  const check = { user: member.id, permission: "customers.view", record: { type: "customer", id: bryggen.id } };

  await expect(asked(reader, check)).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  await expect(asked(stranger, check)).rejects.toMatchObject({ code: "not-found" });
  await expect(asked(await build.viewer({ id: half.facts.userId }), check)).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  await expect(asked(admin, { ...check, user: 2_000_000_000 })).rejects.toMatchObject({ code: "not-found" });
  await expect(asked(admin, { ...check, user: "key:nobody@example.com" })).rejects.toMatchObject({ code: "not-found" });
  await expect(asked(reader, { ...check, user: 2_000_000_000 })).rejects.toMatchObject({ code: "refused", permission: "access.explain" });
  await expect(asked(admin, { ...check, permission: "customers.fly" })).rejects.toMatchObject({ code: "invalid", fields: { "checks.0.permission": expect.any(String) } });
  await expect(asked(admin, { ...check, record: { type: "planet", id: 1 } })).rejects.toMatchObject({ code: "invalid" });
  expect((await asked(admin, check)).allowed).toBe(false);
});

test("a narrowed token is told what it leaves out", async () => {
  const { admin, bryggen } = await world();
  const narrowed: Viewer = { ...admin, narrowedTo: ["customers.view"] };
  const on = { type: "customer", id: bryggen.id };

  expect((await asked(narrowed, { permission: "customers.view", record: on })).allowed).toBe(true);
  expect(await asked(narrowed, { permission: "customers.edit", record: on })).toEqual({
    allowed: false,
    reasons: [],
    missing: ["The token is narrowed and leaves out customers.edit."],
  });
});

test("the explanation is told in sentences with the names the reader may see, and the machine's owner sees all", async () => {
  const { admin, member, sub, bryggen, partner, group } = await world();
  const yes = await explainAccess(admin, { userId: member.id, permission: "organizations.edit", organizationId: sub.id });
  const no = await explainAccess(admin, { userId: member.id, permission: "customers.edit", customerId: bryggen.id });
  const { email } = await build.owner().user.findUniqueOrThrow({ where: { id: member.id } });
  const owners = await explainForOwner(email, "organizations.edit", `key:${sub.key}`);

  expect(yes.allowed).toBe(true);
  expect(yes.sentences[0]).toContain(`on ${sub.name} and all below it, through the group ${group.name}`);
  expect(no.allowed).toBe(false);
  expect(no.sentences[0]).toContain("Nothing that was given comes close");
  expect(owners.sentences).toEqual(yes.sentences);
  await expect(explainAccess(admin, { userId: member.id, permission: "customers.view", customerId: 2_000_000_000 })).rejects.toMatchObject({ code: "not-found" });
  await expect(explainForOwner(email, "organizations.edit", "customer:2000000000")).rejects.toMatchObject({ code: "not-found" });
  const blind = await build.person(partner, ["access.explain", "users.list"]);
  await build.grant({ user: { id: blind.facts.userId } }, await build.role(partner, ["organizations.list"]), { kind: "direct", ref: sub.id });
  const seen = await explainAccess(await build.viewer({ id: blind.facts.userId }), { userId: member.id, permission: "organizations.edit", organizationId: sub.id });
  expect(seen.sentences[0]).toContain("through the group you may not see");
});
