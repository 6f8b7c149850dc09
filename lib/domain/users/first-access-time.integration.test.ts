import { afterEach, expect, test, vi } from "vitest";
import { can } from "@/lib/access/decide";
import { roleTemplates } from "@/lib/access/templates";
import type { Viewer } from "@/lib/access/viewer";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import * as build from "@/lib/testing/build";
import { inviteUser } from "./commands";
import { inviteMany } from "./inviting-many";
import { inviteManyInput, inviteUserInput } from "./schema";

afterEach(() => void vi.useRealTimers());

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const address = () => `new-${Math.random().toString(36).slice(2)}@example.com`;
const days = { fromDay: "2100-03-02", lastDay: "2100-03-04" };
const window = { from: new Date("2100-03-02T00:00:00Z"), until: new Date("2100-03-05T00:00:00Z") };

async function scene() {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const customer = await build.customer(partner, { name: "Bakery" });
  const role = await build.role(partner, ["customers.view"]);
  const invite = async (fields: object, viewer: Viewer = owner) => {
    const input = inviteUserInput.parse({ organizationId: partner.id, name: "Ida", email: address(), entry: "password", password: "four quiet tall trees", ...fields });
    return inviteUser(viewer, input);
  };
  return { partner, owner, customer, role, invite };
}

async function seenAt(userId: number, moment: string): Promise<number> {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(moment) });
  const viewer = await build.viewer({ id: userId });
  const seen = can(viewer, "customers.list") ? (await listCustomers(viewer, customerList.parse({}))).rows.length : 0;
  vi.useRealTimers();
  return seen;
}

const memberOf = (userId: number) => build.owner().groupMember.findMany({ where: { userId } });

test("the role on the home partner is given for the time chosen, and counts from the first day to the end of the last", async () => {
  const { role, invite } = await scene();

  const { id } = await invite({ access: "home", roleId: role.id, ...days });

  expect(await build.owner().grant.findMany({ where: { userId: id } })).toMatchObject([window]);
  const moments = ["2100-03-01T23:59:59Z", "2100-03-02T00:00:00Z", "2100-03-04T23:59:59Z", "2100-03-05T00:00:00Z"];
  const seen = [];
  for (const moment of moments) seen.push(await seenAt(id, moment));
  expect(seen).toEqual([0, 1, 1, 0]);
});

test("in a security group that is made or there, and in other groups, the person is for that time; the group's own access has no end by it", async () => {
  const { partner, role, customer, invite } = await scene();
  const team = await build.group(partner);
  const made = { access: "customers", roleId: role.id, customers: [customer.id] };

  const first = await invite({ ...made, groups: [team.id], ...days });
  const [membership] = (await memberOf(first.id)).filter(({ groupId }) => groupId !== team.id);
  const second = await invite({ access: "group", groupId: membership!.groupId, lastDay: days.lastDay });
  const third = await invite(made);

  expect(await memberOf(first.id)).toMatchObject([window, window]);
  expect(await memberOf(second.id)).toMatchObject([{ groupId: membership!.groupId, from: null, until: window.until }]);
  expect(await memberOf(third.id)).toMatchObject([{ groupId: membership!.groupId, from: null, until: null }]);
  expect(await build.owner().grant.findMany({ where: { groupId: membership!.groupId } })).toMatchObject([{ from: null, until: null }]);
  expect([await seenAt(first.id, "2100-03-04T23:59:59Z"), await seenAt(first.id, "2100-03-05T00:00:00Z")]).toEqual([1, 0]);
});

test("everybody of a list gets the same time", async () => {
  const { partner, owner, role } = await scene();

  const { invited } = await inviteMany(owner, inviteManyInput.parse({ organizationId: partner.id, people: `${address()}\n${address()}`, access: "home", roleId: role.id, ...days }));

  const given = await build.owner().grant.findMany({ where: { userId: { in: invited.map(({ id }) => id) } } });
  expect(given).toMatchObject([window, window]);
});

test("a time that is over, runs backwards or is for nothing is told at its field, and nobody is made", async () => {
  const { partner, role, invite } = await scene();
  const there = () => build.owner().user.count({ where: { organizationId: partner.id } });
  const before = await there();
  const home = { access: "home", roleId: role.id };
  const faultOf = (fields: object) => {
    const { error } = inviteUserInput.safeParse({ organizationId: partner.id, name: "Ida", email: address(), ...fields });
    return error?.issues.map(({ path, message }) => [path.join("."), message]);
  };

  expect(faultOf({ ...home, fromDay: "2100-03-04", lastDay: "2100-03-02" })).toEqual([["lastDay", "The last day cannot be before the first."]]);
  expect(faultOf({ ...home, lastDay: "2100-02-30" })).toEqual([["lastDay", "Enter a day like 2026-12-31."]]);
  expect(faultOf({ access: "none", lastDay: "2100-03-02" })).toMatchObject([["lastDay", expect.stringContaining("Choose a group or a role")]]);
  expect(faultOf({ access: "home", fromDay: "2100-03-02" })).toMatchObject([["fromDay", expect.stringContaining("Choose a group or a role")]]);
  expect(faultOf({ access: "none", groups: [1], ...days })).toBeUndefined();
  await expect(invite({ ...home, lastDay: "2020-01-01" })).rejects.toMatchObject({ code: "invalid", fields: { lastDay: "Choose today or a later day." } });
  expect(await there()).toBe(before);
});
