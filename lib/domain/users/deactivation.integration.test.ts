import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import { openSession, viewerOfSession } from "@/lib/auth/session";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { hashToken, newToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { deactivateUsers, tryDeactivation } from "./bulk";
import { deactivateUser, limitUser, reactivateUser } from "./commands";
import { getUser, listUserAccess } from "./queries";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const origin = { ip: null, device: null };
const mayAct = async (userId: number) => (await viewerOf(userId, await settled(await readGuard()))) !== null;
const statusOf = async (id: number) => (await build.owner().user.findUniqueOrThrow({ where: { id } })).status;

async function partnerWith(owners: number) {
  const partner = await build.organization();
  const role = await build.role(partner, ownerRights);
  const people = [];
  for (let n = 0; n < owners; n++) {
    const user = await build.user(partner);
    await build.grant({ user }, role);
    people.push(user);
  }
  return { partner, role, people };
}

test("deactivation acts on the next request: sessions and tokens are over, and the log counts them", async () => {
  const { partner, people } = await partnerWith(1);
  const admin = await build.viewer(people[0]!);
  const person = await build.user(partner, { passwordHash: "x" });
  await build.grant({ user: person }, await build.role(partner, ["customers.view"]));
  const sessions = [await openSession(person.id, origin), await openSession(person.id, origin)];
  const token = newToken();
  await build.owner().apiToken.create({ data: { userId: person.id, name: "script", tokenHash: hashToken(token) } });
  expect((await viewerOfSession(sessions[0]!, origin))?.facts.userId).toBe(person.id);

  await deactivateUser(admin, { userId: person.id });

  expect(await Promise.all(sessions.map((session) => viewerOfSession(session, origin)))).toEqual([null, null]);
  expect(await mayAct(person.id)).toBe(false);
  expect(await build.owner().session.count({ where: { userId: person.id } })).toBe(0);
  expect(await build.owner().apiToken.count({ where: { userId: person.id, revokedAt: null } })).toBe(0);
  const [row] = await build.owner().activity.findMany({ where: { recordType: "user", recordId: person.id } });
  expect(row).toMatchObject({ action: "users.deactivate", before: { status: "active" }, after: { status: "deactivated", sessionsEnded: 2, tokensRevoked: 1, version: 2 } });
});

test("reactivation shows what comes back, and brings it back; without a password the person is invited again", async () => {
  const { partner, people } = await partnerWith(1);
  const admin = await build.viewer(people[0]!);
  const role = await build.role(partner, ["customers.view"]);
  const withPassword = await build.user(partner, { status: "deactivated", passwordHash: "x" });
  const without = await build.user(partner, { status: "deactivated" });
  await build.grant({ user: withPassword }, role);
  await build.grant({ user: withPassword }, role, { until: new Date(Date.now() - 1000) });

  expect(await listUserAccess(admin, withPassword.id)).toMatchObject([{ roleId: role.id, through: null, isCurrent: true }]);
  await reactivateUser(admin, { userId: withPassword.id });
  await reactivateUser(admin, { userId: without.id });

  expect([await statusOf(withPassword.id), await statusOf(without.id)]).toEqual(["active", "invited"]);
  expect(await mayAct(withPassword.id)).toBe(true);
});

test("doing it twice changes nothing and leaves one log row", async () => {
  const { partner, people } = await partnerWith(1);
  const admin = await build.viewer(people[0]!);
  const person = await build.user(partner);

  await deactivateUser(admin, { userId: person.id });
  await deactivateUser(admin, { userId: person.id });

  expect(await build.owner().activity.count({ where: { recordType: "user", recordId: person.id } })).toBe(1);
  expect((await getUser(admin, person.id)).version).toBe(2);
});

test("nobody deactivates themselves; of several people those who can leave do, and each of the others is told with the reason", async () => {
  const { partner, people } = await partnerWith(1);
  const above = await build.person(await build.operator(), ownerRights, { kind: "subtree", ref: partner.id });
  const [one, gone] = [await build.user(partner), await build.user(partner, { status: "deactivated" })];
  const stranger = await build.user(await build.organization());
  await openSession(one.id, origin);
  const users = [one.id, gone.id, people[0]!.id, stranger.id];

  await expect(deactivateUser(above, { userId: above.facts.userId })).rejects.toMatchObject({ code: "not-found" });
  await expect(deactivateUsers(above, { users: [stranger.id] })).rejects.toMatchObject({ code: "conflict" });
  const tried = await tryDeactivation(above, { users });
  expect(await statusOf(one.id)).toBe("active");
  expect(tried).toMatchObject({
    done: 1, already: 1, sessions: 1,
    staysIn: [
      { id: people[0]!.id, name: people[0]!.name, reason: expect.stringContaining("Nobody with full access would be left") as string },
      { id: stranger.id, name: null, reason: "This user could not be found." },
    ],
  });

  expect(await deactivateUsers(above, { users })).toMatchObject({ ...tried, message: expect.stringMatching(/^1 person can no longer sign in. 2 people stay in./) as string });
  expect([await statusOf(one.id), await statusOf(people[0]!.id), await statusOf(stranger.id)]).toEqual(["deactivated", "active", "active"]);
  await expect(deactivateUsers(await build.viewer(people[0]!), { users: [people[0]!.id] })).rejects.toMatchObject({ code: "conflict" });
});

test("the last person with full access stays, on every path", async () => {
  const { partner, people } = await partnerWith(1);
  const last = people[0]!.id;
  const above = await build.person(await build.operator(), ownerRights, { kind: "subtree", ref: partner.id });
  const limit = (fields: { lastDay: Date | null; readOnly: boolean }) => limitUser(above, { userId: last, version: 1, ...fields });

  await expect(deactivateUser(above, { userId: last })).rejects.toMatchObject({ code: "conflict" });
  await expect(limit({ lastDay: null, readOnly: true })).rejects.toMatchObject({ code: "conflict" });
  await expect(limit({ lastDay: new Date(Date.now() + 86_400_000), readOnly: false })).rejects.toMatchObject({ code: "conflict" });
  expect(await statusOf(last)).toBe("active");
});

test("two people with full access who deactivate each other at the same moment do not both succeed", async () => {
  for (let round = 0; round < 3; round++) {
    const { people } = await partnerWith(2);
    const [one, two] = [await build.viewer(people[0]!), await build.viewer(people[1]!)];

    const outcomes = await Promise.allSettled([
      deactivateUser(one, { userId: two.facts.userId }),
      deactivateUser(two, { userId: one.facts.userId }),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});
