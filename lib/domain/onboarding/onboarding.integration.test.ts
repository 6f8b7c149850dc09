import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { ensureTemplates } from "@/lib/domain/roles/templates";
import { createOrganization } from "@/lib/domain/organizations/commands";
import { createOrganizationInput } from "@/lib/domain/organizations/schema";
import { completeTask } from "@/lib/domain/tasks/commands";
import { deactivateUser, inviteUser } from "@/lib/domain/users/commands";
import { inviteUserInput } from "@/lib/domain/users/schema";
import * as build from "@/lib/testing/build";
import { getChecklist, listChecklists } from "./checklists";
import { archiveChecklist, createChecklist, editChecklist, nudgeOnboarding, restoreChecklist } from "./commands";
import { settleSteps } from "./facts";
import { getOnboarding, listOnboardings, onboardingsAt, onboardingsOf } from "./queries";
import { createChecklistInput, editChecklistInput, onboardingList } from "./schema";

const keys = ["organizations.create", "users.invite", "users.list", "tasks.assign", "grants.give", "roles.list", "customers.create"] as const;
const mail = () => `n${Math.random().toString(36).slice(2)}@example.com`;
const templates = async () => {
  const { id } = await build.operator();
  return build.owner().$transaction((tx) => ensureTemplates(tx, id));
};
const step = (title: string, more: object = {}) => ({ title, help: "", owner: "newcomer", dueDays: 7, fact: "", ...more });
const makeList = async (viewer: Viewer, [organizationId, roleId]: [number, number], items: object[], name = `List ${Math.random()}`) =>
  createChecklist(viewer, createChecklistInput.parse({ name, organizationId, roleId, items: JSON.stringify(items) }));
const invite = (viewer: Viewer, organizationId: number, roleId: number, level = "read") =>
  inviteUser(viewer, inviteUserInput.parse({ organizationId, name: "Newcomer", email: mail(), access: "home", roleId, level }));
const titles = ({ steps }: { steps: { title: string }[] }) => steps.map(({ title }) => title);

test("creating a partner starts the partner owner's list; both sides see the same steps, and a step done moves the bar of both", async () => {
  await templates();
  const partner = await build.organization();
  const jonas = await build.person(partner, keys, { fields: { name: "Jonas" } });
  const created = await createOrganization(jonas, createOrganizationInput.parse({ parentId: partner.id, name: "New partner", userName: "Vreni", userEmail: mail() }));
  await build.owner().user.update({ where: { id: created.userId }, data: { status: "active" } });
  const vreni = await build.viewer({ id: created.userId });

  const [theirs] = await onboardingsOf(vreni, created.userId);
  const [mine] = await onboardingsAt(jonas, created.id);
  expect(theirs).toMatchObject({ name: "Bringing a partner on", isMine: true, inviterName: "Jonas", stepCount: 9, doneCount: 0, can: { nudge: false } });
  expect(titles(mine!)).toEqual(titles(theirs!));
  expect(mine!.steps.filter(({ isMine }) => isMine).map(({ isNewcomers }) => isNewcomers)).toEqual([false, false, false, false]);
  expect(theirs!.steps.find(({ isNewcomers }) => !isNewcomers)).toMatchObject({ assigneeName: "Jonas", mayOpen: false, mayFinish: false });

  await completeTask(vreni, { taskId: theirs!.steps.find(({ title }) => title === "Complete your profile")!.taskId });
  expect((await listOnboardings(jonas, onboardingList.parse({}))).rows).toMatchObject([{ userName: "Vreni", doneCount: 1, stepCount: 9, state: "running" }]);
});

test("steps with a fact are done by themselves once it is true, as the program's doing, and stay done", async () => {
  await templates();
  const partner = await build.organization();
  const jonas = await build.person(partner, keys);
  const { id, userId } = await createOrganization(jonas, createOrganizationInput.parse({ parentId: partner.id, name: "Facts", userName: "Vreni", userEmail: mail() }));
  const done = async () => (await getOnboarding(jonas, onboarding!.id)).steps.filter(({ status }) => status === "done").map(({ fact }) => fact);
  const [onboarding] = await onboardingsAt(jonas, id);
  expect(await done()).toEqual([]);

  await build.owner().user.update({ where: { id: userId }, data: { lastSignInAt: new Date(), phone: "+47 1" } });
  expect(await done()).toEqual(["signed-in", "profile-complete"]);
  const factor = await build.owner().totpFactor.create({ data: { userId, name: "App", sealedSecret: "x", createdAt: new Date() }, select: { id: true } });
  expect(await done()).toHaveLength(2);
  await build.owner().totpFactor.update({ where: { id: factor.id }, data: { confirmedAt: new Date() } });
  expect(await done()).toHaveLength(3);
  await build.grant({ user: { id: userId } }, await build.role(partner, ["customers.view"]), { until: new Date(Date.now() - 1000) });
  expect(await done()).toHaveLength(3);
  await build.grant({ user: { id: userId } }, await build.role(partner, ["customers.view"]));
  await build.organization({ id });
  await build.customer(await build.organization({ id }));
  await build.user({ id });
  await build.program([{ id }]);
  await build.owner().organization.update({ where: { id }, data: { territoryId: (await build.territory()).id } });
  expect(await done()).toEqual(["signed-in", "profile-complete", "second-factor", "has-access", "in-territory", "first-colleague", "first-customer", "in-program"]);
  await build.owner().user.update({ where: { id: userId }, data: { phone: null } });
  expect(await settleSteps([onboarding!.id])).toBe(0);
  expect(await done()).toHaveLength(8);
  const deed = await build.owner().activity.findFirst({ where: { recordType: "task", action: "tasks.complete", organizationId: id }, select: { actorName: true, actorId: true } });
  expect(deed).toEqual({ actorName: "Portico", actorId: null });
});

test("whoever is invited with the role or a clone of it gets the nearest list; without, or with an archived one, none", async () => {
  const top = await build.organization();
  const sub = await build.organization(top);
  const template = await build.role(top, ["customers.list"], { isTemplate: true });
  const clone = await build.owner().role.create({ data: { key: `clone-${top.id}`, name: "Clone", organizationId: top.id, permissions: ["customers.list"], templateId: template.id }, select: { id: true } });
  const plain = await build.role(top, ["customers.list"]);
  const boss = await build.person(top, [...keys, "customers.list"]);
  const wide = await makeList(boss, [top.id, template.id], [step("From above"), step("Mine", { owner: "inviter", dueDays: 0 })]);

  const one = await invite(boss, sub.id, clone.id);
  expect(titles((await onboardingsOf(boss, one.id))[0]!)).toEqual(["From above", "Mine"]);
  await makeList(boss, [sub.id, template.id], [step("From here")]);
  expect(titles((await onboardingsOf(boss, (await invite(boss, sub.id, clone.id)).id))[0]!)).toEqual(["From here"]);
  expect(titles((await onboardingsOf(boss, (await invite(boss, top.id, clone.id)).id))[0]!)).toEqual(["From above", "Mine"]);
  expect(await onboardingsOf(boss, (await invite(boss, top.id, plain.id)).id)).toEqual([]);
  await archiveChecklist(boss, { checklistId: wide.id });
  expect(await onboardingsOf(boss, (await invite(boss, top.id, template.id)).id)).toEqual([]);
  await restoreChecklist(boss, { checklistId: wide.id });
  expect(await onboardingsOf(boss, (await invite(boss, top.id, template.id)).id)).toHaveLength(1);
});

test("an invitation that is refused starts nothing", async () => {
  const top = await build.organization();
  const role = await build.role(top, ["customers.delete"], { isTemplate: true });
  const boss = await build.person(top, keys);
  await makeList(boss, [top.id, role.id], [step("Never")]);

  await expect(invite(boss, top.id, role.id, "write")).rejects.toMatchObject({ code: "refused" });

  expect(await build.owner().onboarding.count({ where: { user: { organizationId: top.id } } })).toBe(0);
  expect(await build.owner().task.count({ where: { organizationId: top.id } })).toBe(0);
});

test("what has stalled comes first, and can be reminded of once a day by whoever gives tasks there; a stranger finds nothing", async () => {
  const top = await build.organization();
  const role = await build.role(top, ["customers.list"], { isTemplate: true });
  const boss = await build.person(top, [...keys, "customers.list", "users.deactivate"]);
  await makeList(boss, [top.id, role.id], [step("Only")]);
  const [early, late] = [await invite(boss, top.id, role.id), await invite(boss, top.id, role.id)];
  const of = async (id: number) => (await onboardingsOf(boss, id))[0]!;
  const { steps, id: stalled } = await of(late.id);
  await build.owner().task.update({ where: { id: steps[0]!.taskId }, data: { dueOn: new Date("2020-01-01") } });
  const reader = await build.person(top, ["organizations.view"]);
  const stranger = await build.person(await build.organization(), ["organizations.view", "tasks.assign"]);

  const list = async (viewer: Viewer, params = {}) => (await listOnboardings(viewer, onboardingList.parse(params))).rows.map(({ userId, state }) => [userId, state]);
  expect(await list(reader)).toEqual([[late.id, "stalled"], [early.id, "running"]]);
  expect(await list(reader, { state: "stalled" })).toEqual([[late.id, "stalled"]]);
  expect(await list(stranger)).toEqual([]);
  await expect(getOnboarding(stranger, stalled)).rejects.toMatchObject({ code: "not-found" });
  await expect(nudgeOnboarding(stranger, { onboardingId: stalled })).rejects.toMatchObject({ code: "not-found" });
  await expect(nudgeOnboarding(reader, { onboardingId: stalled })).rejects.toMatchObject({ code: "refused", permission: "tasks.assign" });

  await expect(nudgeOnboarding(boss, { onboardingId: stalled })).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("has not come in yet") as string });
  await build.owner().user.update({ where: { id: late.id }, data: { status: "active" } });
  await nudgeOnboarding(boss, { onboardingId: stalled });
  expect(await build.owner().mail.findMany({ where: { userId: late.id, template: "first-steps" }, select: { to: true } })).toHaveLength(1);
  expect(await of(late.id)).toMatchObject({ nudgedAt: expect.any(Date) as Date, nudgedByName: boss.facts.name });
  await expect(nudgeOnboarding(boss, { onboardingId: stalled })).rejects.toMatchObject({ code: "conflict" });
  await deactivateUser(boss, { userId: late.id });
  expect(await list(reader)).toEqual([[early.id, "running"]]);
});

test("a checklist is edited by two without losing anything, its steps are checked one by one, and only there where one gives tasks", async () => {
  const top = await build.organization();
  const sub = await build.organization(top);
  const role = await build.role(top, ["customers.list"]);
  const boss = await build.person(top, keys, { fields: { name: "Mara" } });
  const below = await build.person(sub, keys);
  const { id } = await makeList(boss, [top.id, role.id], [step("One")], "First weeks");
  const edit = (viewer: Viewer, version: number, fields: object) =>
    editChecklist(viewer, editChecklistInput.parse({ checklistId: id, version, name: "First weeks", roleId: role.id, items: JSON.stringify([step("One")]), ...fields }));

  await edit(boss, 1, { description: "For all" });
  await edit(boss, 1, { items: JSON.stringify([step("One"), step("Two", { owner: "inviter", fact: "has-access" })]) });
  await expect(edit(boss, 1, { items: JSON.stringify([step("Three")]) })).rejects.toMatchObject({ code: "conflict", fields: { items: expect.stringContaining("Mara") as string } });
  expect(await getChecklist(boss, id)).toMatchObject({ description: "For all", version: 3, items: [{ title: "One", help: null, fact: null }, { title: "Two", owner: "inviter", fact: "has-access" }] });

  const beside = await build.person(await build.organization(), keys);
  await expect(edit(beside, 3, {})).rejects.toMatchObject({ code: "not-found" });
  await expect(getChecklist(beside, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(edit(below, 3, {})).rejects.toMatchObject({ code: "refused", permission: "tasks.assign" });
  await expect(archiveChecklist(below, { checklistId: id })).rejects.toMatchObject({ code: "refused" });
  await expect(makeList(boss, [top.id, role.id], [step("One")], "First weeks")).rejects.toMatchObject({ fields: { name: expect.any(String) as string } });
  await expect(makeList(below, [sub.id, (await build.role(await build.organization(), ["customers.list"])).id], [step("One")])).rejects.toMatchObject({ fields: { roleId: expect.any(String) as string } });
  const wrong = createChecklistInput.safeParse({ name: "X", organizationId: top.id, roleId: role.id, items: JSON.stringify([step(" "), step("B", { dueDays: 999, fact: "magic" }), step("C", { dueDays: " " })]) });
  expect([...new Set(wrong.error?.issues.map(({ path }) => path.join(".")))]).toEqual(["items.0.title", "items.1.dueDays", "items.1.fact", "items.2.dueDays"]);
  expect(createChecklistInput.safeParse({ name: "X", organizationId: top.id, roleId: role.id, items: "{" }).error?.issues[0]?.path).toEqual(["items"]);
});

test("a checklist that is kept above is read where it counts, by whoever lacks nothing of its role, while it is used; and copied, not changed", async () => {
  const top = await build.organization();
  const sub = await build.organization(top);
  const [held, lacked] = [await build.role(top, ["customers.create"]), await build.role(top, ["programs.edit"])];
  const boss = await build.person(top, [...keys, "programs.edit"]);
  const below = await build.person(sub, keys);
  const { id } = await makeList(boss, [top.id, held.id], [step("One")]);
  const secret = await makeList(boss, [top.id, lacked.id], [step("Two")]);
  const seen = async (viewer: Viewer) => (await listChecklists(viewer)).filter(({ organizationId }) => organizationId === top.id).map((list) => [list.id, list.mayEdit]);

  expect(await seen(boss)).toEqual(expect.arrayContaining([[id, true], [secret.id, true]]));
  expect(await seen(below)).toEqual([[id, false]]);
  await expect(getChecklist(below, secret.id)).rejects.toMatchObject({ code: "not-found" });
  const { roleId, items } = await getChecklist(below, id);
  const own = await makeList(below, [sub.id, roleId], items);
  expect(await getChecklist(below, own.id)).toMatchObject({ mayEdit: true, items: [{ title: "One" }] });
  await archiveChecklist(boss, { checklistId: id });
  expect(await seen(below)).toEqual([]);
});
