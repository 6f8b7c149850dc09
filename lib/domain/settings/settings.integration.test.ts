import { afterEach, expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { removePolicy, setPolicy } from "./commands";
import { getPolicies, policyEffect } from "./queries";
import { setPolicyInput, type SetPolicyInput } from "./schema";

afterEach(() => vi.useRealTimers());

const today = () => new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
const input = (organizationId: number, fields: Partial<SetPolicyInput> = {}): SetPolicyInput => ({ organizationId, roleId: null, version: 0, factor: "from", factorFrom: today(), idleMinutes: null, absoluteMinutes: null, ...fields });
const editor = (home: { id: number }) => build.person(home, ["settings.edit"]);
const log = (organizationId: number) => build.owner().activity.findMany({ where: { organizationId, action: "settings.edit" }, orderBy: { id: "asc" } });

async function partnerWithPeople() {
  const partner = await build.organization();
  const below = await build.organization(partner);
  return { partner, below, admin: await editor(partner) };
}

test("whoever may sets what is asked of everybody and of holders of a role; it is shown, logged, changed by version and taken away", async () => {
  const { partner, below, admin } = await partnerWithPeople();
  const role = await build.role(partner, ["customers.view"]);
  await setPolicy(admin, input(partner.id, { idleMinutes: 60 }));
  await setPolicy(admin, input(partner.id, { roleId: role.id, factor: "none", factorFrom: null, idleMinutes: 15 }));
  const shown = await getPolicies(admin, partner.id);
  expect(shown.own).toMatchObject({ factorFrom: today(), idleMinutes: 60, version: 1 });
  expect(shown.roles).toMatchObject([{ roleName: role.name, idleMinutes: 15, factorFrom: null }]);
  expect((await getPolicies(admin, below.id)).above).toEqual({ factorFrom: today(), idleMinutes: 60, absoluteMinutes: null });

  await expect(setPolicy(admin, input(partner.id, { idleMinutes: 30 }))).rejects.toMatchObject({ code: "conflict" });
  await setPolicy(admin, input(partner.id, { version: 1, idleMinutes: 30 }));
  await removePolicy(admin, { organizationId: partner.id, policyId: shown.roles[0]!.id });
  expect((await getPolicies(admin, partner.id)).roles).toEqual([]);
  expect((await log(partner.id)).map(({ before, after }) => [(before as { idleMinutes?: number }).idleMinutes, (after as { idleMinutes?: number }).idleMinutes])).toEqual([
    [undefined, 60],
    [undefined, 15],
    [60, 30],
    [15, undefined],
  ]);
});

test("clones of a role that are not bound by its rules are named, as far as the reader may list roles", async () => {
  const { partner, below } = await partnerWithPeople();
  const admin = await build.person(partner, ["settings.edit", "roles.list"]);
  const role = await build.role(partner, ["customers.view"]);
  const clone = await build.owner().role.create({ data: { key: `${role.name}-a`, name: "Front desk north", organizationId: partner.id, templateId: role.id }, select: { id: true } });
  await build.owner().role.create({ data: { key: `${role.name}-b`, name: "Front desk far north", organizationId: below.id, templateId: clone.id }, select: { id: true } });
  await setPolicy(admin, input(partner.id, { roleId: role.id }));
  const uncovered = async (viewer: Viewer) => (await getPolicies(viewer, partner.id)).roles.map((policy) => policy.uncovered);

  expect(await uncovered(admin)).toEqual([["Front desk far north", "Front desk north"]]);
  expect(await uncovered(await build.person(partner, ["settings.view"]))).toEqual([[]]);
  await setPolicy(admin, input(partner.id, { roleId: clone.id }));
  expect((await uncovered(admin)).flat().sort()).toEqual(["Front desk far north", "Front desk far north"]);
});

test("a stranger finds no such partner, a reader may look but not change, and nothing is written", async () => {
  const { partner } = await partnerWithPeople();
  const stranger = await editor(await build.organization());
  const reader = await build.person(partner, ["settings.view"]);
  const nobody = await build.person(partner, ["organizations.view"]);
  for (const attempt of [getPolicies, (viewer: Viewer, id: number) => setPolicy(viewer, input(id)), (viewer: Viewer, id: number) => policyEffect(viewer, input(id))]) {
    await expect(attempt(stranger, partner.id)).rejects.toMatchObject({ code: expect.stringMatching(/not-found/) as string });
    await expect(attempt(nobody, partner.id)).rejects.toMatchObject({ code: "refused" });
  }
  expect((await getPolicies(reader, partner.id)).canEdit).toBe(false);
  await expect(setPolicy(reader, input(partner.id))).rejects.toMatchObject({ code: "refused" });
  await expect(removePolicy(reader, { organizationId: partner.id, policyId: 1 })).rejects.toMatchObject({ code: "refused" });
  expect(await build.owner().signInPolicy.count({ where: { organizationId: partner.id } })).toBe(0);
});

test("a role of another branch and a day that is missing are refused", async () => {
  const { partner, admin } = await partnerWithPeople();
  const foreign = await build.role(await build.organization(), []);
  await expect(setPolicy(admin, input(partner.id, { roleId: foreign.id }))).rejects.toMatchObject({ fields: { roleId: "Choose a role from the list." } });
  expect(setPolicyInput.safeParse({ organizationId: 1, version: 0, factor: "from", factorFrom: "" }).error?.issues[0]?.path).toEqual(["factorFrom"]);
  expect(setPolicyInput.safeParse({ organizationId: 1, version: 0, factor: "none", idleMinutes: "480", absoluteMinutes: "60" }).success).toBe(false);
  expect(setPolicyInput.safeParse({ organizationId: 1, version: 0, factor: "none", idleMinutes: "7" }).success).toBe(false);
});

test("before it is saved it is told how many will be asked: not who has a factor, is asked already, or is not let in", async () => {
  const { partner, below, admin } = await partnerWithPeople();
  const role = await build.role(partner, ["customers.view"]);
  const [holder, member, protectedOne] = [await build.user(below), await build.user(below), await build.user(below)];
  await build.user(below, { status: "deactivated" });
  await build.user(await build.organization());
  await build.grant({ user: holder }, role);
  await build.grant({ group: await build.group(partner, [member]) }, role);
  await build.owner().passkey.create({ data: { userId: protectedOne.id, credentialId: `key ${protectedOne.id}`, publicKey: new Uint8Array(1), name: "Key", createdAt: new Date() }, select: { id: true } });
  await build.owner().session.create({ data: { userId: holder.id, tokenHash: `hash ${holder.id}`, expiresAt: new Date(Date.now() + 3_600_000) }, select: { id: true } });

  expect(await policyEffect(admin, input(partner.id))).toEqual({ people: 3, sessions: 1, isMore: false, includesYou: true });
  expect(await policyEffect(admin, input(partner.id, { roleId: role.id }))).toEqual({ people: 2, sessions: 1, isMore: false, includesYou: false });
  expect(await policyEffect(admin, input(below.id))).toMatchObject({ people: 2, includesYou: false });
  await setPolicy(admin, input(partner.id, { roleId: role.id }));
  expect(await policyEffect(admin, input(partner.id))).toMatchObject({ people: 1, includesYou: true });
  expect(await policyEffect(admin, input(partner.id, { factor: "none", factorFrom: null }))).toMatchObject({ people: 0 });
});
