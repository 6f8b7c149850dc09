import { expect, test } from "vitest";
import { keeperPermissions } from "@/lib/access/full-access";
import { revokeGrant } from "@/lib/domain/grants/commands";
import { addMembers, removeMembers } from "@/lib/domain/groups/commands";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { mailsTo } from "@/lib/testing/mailbox";

const needed = [...keeperPermissions, "groups.manage-members", "groups.view", "users.list", "grants.list", "customers.list", "customers.edit"] as const;

async function world() {
  const partner = await build.organization();
  const keeper = await build.person(partner, needed);
  const person = await build.user(partner);
  const role = await build.role(partner, ["customers.list"], { name: `Reader ${partner.key}` });
  const grant = await build.grant({ user: person }, role, { kind: "subtree", ref: partner.id });
  return { partner, keeper, person, role, grant, group: await build.group(partner) };
}

test("what others change in somebody's access within a while is told in one mail", async () => {
  const { partner, keeper, person, role, grant, group } = await world();

  await addMembers(keeper, { groupId: group.id, users: [person.id] });
  await removeMembers(keeper, { groupId: group.id, users: [person.id] });
  await revokeGrant(keeper, { grantId: grant.id });
  expect(await mailsTo(person)).toEqual([]);
  await runJobs("tell-access", "send-mail");

  const mails = await mailsTo(person);
  const { name } = keeper.facts;
  expect(mails).toMatchObject([{ template: "access-changed", status: "sent", subject: "Your access was changed" }]);
  for (const line of [`Added by ${name} to the group ${group.name}`, `Removed by ${name} from the group ${group.name}`, `Taken away by ${name}: ${role.name}, on ${partner.name} and all below it`]) {
    expect(mails[0]!.text.replace(/\s+/g, " ")).toContain(line);
  }
  await runJobs("tell-access", "send-mail");
  expect(await mailsTo(person)).toHaveLength(1);
});

test("the invited and the deactivated are not told", async () => {
  const { partner, keeper, group } = await world();
  const people = [await build.user(partner, { status: "invited" }), await build.user(partner, { status: "deactivated" })];

  await addMembers(keeper, { groupId: group.id, users: people.map(({ id }) => id) });
  await runJobs("tell-access", "send-mail");

  for (const person of people) expect(await mailsTo(person)).toEqual([]);
});
