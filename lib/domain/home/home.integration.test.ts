import { expect, test } from "vitest";
import { permissions, type Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { ownDeeds, ownOnboardings, ownTasks } from "./own";
import { figuresFor, waitingFor } from "./waiting";

const day = 86_400_000;
const all = permissions.map(({ key }) => key);
const names = async (viewer: Viewer) => Object.fromEntries(Object.entries(await waitingFor(viewer)).map(([what, waiting]) => [what, waiting && waiting.first.map(({ name }) => name)]));

async function busyPartner() {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list"]);
  const template = await build.role(partner, ["customers.list"], { isTemplate: true, name: `Template ${partner.id}` });
  await build.owner().role.create({ data: { key: `clone-${partner.id}`, name: "Our clone", organizationId: partner.id, permissions: ["customers.list"], templateId: template.id, templateVersion: 1 } });
  await build.owner().role.update({ where: { id: template.id }, data: { permissions: ["customers.list", "customers.view"], version: 2 } });
  const newcomer = await build.user(partner, { name: "Newcomer" });
  const onboarding = await build.owner().onboarding.create({ data: { name: "First steps", userId: newcomer.id }, select: { id: true } });
  await build.owner().task.create({ data: { title: "Begin", organizationId: partner.id, assigneeId: newcomer.id, onboardingId: onboarding.id, position: 0, dueOn: new Date(Date.now() - 3 * day) } });
  await build.grant({ user: newcomer }, role, { until: new Date(Date.now() + 3 * day) });
  await build.grant({ user: newcomer }, role, { until: new Date(Date.now() + 40 * day) });
  await build.user(partner, { name: "Invited", status: "invited" });
  const quiet = await build.user(partner, { name: "Quiet" });
  await build.owner().user.update({ where: { id: quiet.id }, data: { lastSignInAt: new Date(Date.now() - 100 * day) } });
  return { partner, newcomer };
}

test("what waits is told to whoever may act upon it, and only of their own scopes", async () => {
  const { partner } = await busyPartner();
  await busyPartner();
  const boss = await build.person(partner, all);
  const nobody = await build.viewer(await build.user(partner));
  const one = async (permission: Permission) => names(await build.person(partner, [permission]));
  const nothing = { stalled: null, ending: null, invited: null, proposals: null, quiet: null };

  expect(await names(boss)).toEqual({ stalled: ["Newcomer"], ending: ["Newcomer"], invited: ["Invited"], proposals: ["Our clone"], quiet: ["Quiet"] });
  expect(await names(nobody)).toEqual(nothing);
  expect(await one("organizations.view")).toEqual({ ...nothing, stalled: ["Newcomer"] });
  expect(await one("grants.list")).toEqual({ ...nothing, ending: ["Newcomer"] });
  expect(await one("users.invite")).toEqual({ ...nothing, invited: ["Invited"] });
  expect(await one("users.deactivate")).toEqual({ ...nothing, quiet: ["Quiet"] });
  expect(await one("roles.publish")).toEqual({ ...nothing, proposals: ["Our clone"] });
});

test("the figures count what the lists behind them hold", async () => {
  const { partner } = await busyPartner();
  await build.organization(partner);
  const boss = await build.person(partner, all);

  expect(await figuresFor(boss)).toEqual({ partners: { count: 2, exact: true }, people: { count: 4, exact: true }, onboarding: { count: 1, exact: true } });
  expect(await figuresFor(await build.viewer(await build.user(partner)))).toEqual({ partners: null, people: null, onboarding: null });
});

test("one's own tasks stand by their day without one's own first steps, which stand apart; nobody else sees either", async () => {
  const { partner, newcomer } = await busyPartner();
  await build.task(partner, newcomer, { title: "Later", dueOn: new Date(Date.now() + 9 * day) });
  await build.task(partner, newcomer, { title: "Sooner", dueOn: new Date(Date.now() + 2 * day) });
  await build.task(partner, newcomer, { title: "Over", status: "done" });
  const viewer = await build.viewer(newcomer);
  const looking = { ...viewer, viewing: { id: 1, by: { userId: 0, name: "Somebody" }, reason: "help", until: Date.now() + day } };

  expect((await ownTasks(viewer)).tasks.map(({ title }) => title)).toEqual(["Sooner", "Later"]);
  expect((await ownOnboardings(viewer)).map(({ steps }) => steps.map(({ title }) => title))).toEqual([["Begin"]]);
  expect(await ownDeeds(viewer)).toEqual([]);
  const deed = { actorId: viewer.facts.userId, actorName: viewer.facts.name, recordType: "user", recordId: viewer.facts.userId, recordName: viewer.facts.name };
  await build.owner().activity.createMany({ data: [{ ...deed, action: "sign-in" }, { ...deed, action: "users.edit", recordId: viewer.facts.userId + 1, recordName: "Nora" }] });
  expect((await ownDeeds(viewer)).map(({ action, recordName }) => [action, recordName])).toEqual([["users.edit", "Nora"], ["sign-in", ""]]);
  expect(await ownDeeds({ ...viewer, narrowedTo: ["activity.view"] })).toEqual([]);
  expect([await ownTasks(looking), await ownOnboardings(looking)]).toEqual([{ tasks: [], total: { count: 0, exact: true } }, []]);
});
