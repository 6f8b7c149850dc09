import { expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { db } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { allConnections } from "@/lib/testing/sent-statements";
import { createInvitation } from "../invitations/commands";
import { deactivateUser, renewInvitation } from "../users/commands";
import { getUser } from "../users/queries";
import { offboardUser, undoOffboarding } from "./commands";
import { getBelongings, getReceipt } from "./queries";

const inviting = ["users.view", "users.invite", "users.deactivate", "grants.give", "roles.list", "customers.view"] as const;

/** A partner with an administrator, and one who has invited two people, one of them with access of their own, and leaves. */
async function inviter() {
  const partner = await build.organization();
  const admin = await build.person(partner, inviting);
  const leaver = await build.person(partner, inviting, { fields: { jobRole: "Lead" } });
  const heir = await build.person(partner, inviting, { fields: { jobRole: "Lead" } });
  const [anna, berit] = [await build.user(partner, { status: "invited", name: "Anna" }), await build.user(partner, { status: "invited", name: "Berit" })];
  await build.grant({ user: anna }, await build.role(partner, ["customers.view"]));
  for (const { id } of [anna, berit]) await invite(id, leaver);
  return { partner, admin, leaver, heir, anna, berit };
}

const invite = (userId: number, by: Viewer | null) => db().$transaction((tx) => createInvitation(tx, userId, by ? by.facts : null));
const leave = (viewer: Viewer, leaver: Viewer, invitationsTo: number | null) => offboardUser(viewer, { userId: leaver.facts.userId, invitationsTo });
const answering = async (viewer: Viewer, { id }: { id: number }) => (await getUser(viewer, id)).inviter;

test("open invitations are among what somebody leaves behind, with colleagues who may invite there", async () => {
  const { partner, admin, leaver, heir, anna } = await inviter();
  await build.user(partner, { jobRole: "Lead", name: "No Rights" });
  await invite(anna.id, leaver);

  expect(await getBelongings(admin, leaver.facts.userId)).toMatchObject({
    invitations: { total: 2, mine: 2, names: ["Anna", "Berit"] },
    // Of equals the one with the same job role.
    invitationHeirs: [{ id: heir.facts.userId, mayInvite: 2 }, { id: admin.facts.userId, mayInvite: 2 }],
  });
  expect((await getBelongings(admin, heir.facts.userId)).invitations.total).toBe(0);
});

test("the heir answers for the invitations, may send them again, and an undo brings them back", async () => {
  const { admin, leaver, heir, anna, berit } = await inviter();

  const { id } = await leave(admin, leaver, heir.facts.userId);

  const theirs = { id: heir.facts.userId, name: heir.facts.name, hasLeft: false };
  expect([await answering(admin, anna), await answering(admin, berit)]).toEqual([theirs, theirs]);
  expect((await getReceipt(admin, id)).items.filter(({ kind }) => kind === "invitation")).toMatchObject([{ recordId: anna.id, name: "Anna", heir: heir.facts.name }, { name: "Berit" }]);
  expect(await build.owner().activity.findFirst({ where: { action: "users.hand-over-invitation", recordId: anna.id } })).toMatchObject({ before: { inviterId: leaver.facts.userId }, after: { inviterId: heir.facts.userId } });
  await renewInvitation(heir, { userId: anna.id });
  expect(await answering(admin, anna)).toEqual(theirs);

  await undoOffboarding(admin, { offboardingId: id });

  const back = { id: leaver.facts.userId, name: leaver.facts.name, hasLeft: false };
  expect([await answering(admin, anna), await answering(admin, berit)]).toEqual([back, back]);
  expect((await getReceipt(admin, id)).items).toMatchObject([{ isRestored: true }, { isRestored: true }]);
});

test("an undo leaves what was accepted or went on to somebody else, and says so", async () => {
  const { admin, leaver, heir, anna, berit } = await inviter();
  const { id } = await leave(admin, leaver, heir.facts.userId);
  await build.owner().user.update({ where: { id: anna.id }, data: { status: "active" } });
  await build.owner().invitation.updateMany({ where: { userId: berit.id }, data: { inviterId: admin.facts.userId } });

  await undoOffboarding(admin, { offboardingId: id });

  const note = `Accepted, revoked, or no longer with ${heir.facts.name}. It stays as it is.`;
  expect((await getReceipt(admin, id)).items).toMatchObject([{ name: "Anna", isRestored: false, note }, { name: "Berit", isRestored: false, note }]);
  expect(await answering(admin, berit)).toMatchObject({ id: admin.facts.userId });
});

test("an heir takes what they could send again; one who could send none is refused, and nobody leaves", async () => {
  const { partner, admin, leaver, anna, berit } = await inviter();
  const narrow = await build.person(partner, ["users.view", "users.invite"]);
  const none = await build.user(partner);

  await expect(leave(admin, leaver, none.id)).rejects.toMatchObject({ code: "invalid", fields: { invitationsTo: expect.stringContaining(none.name) as string } });
  expect(await build.owner().user.findUniqueOrThrow({ where: { id: leaver.facts.userId } })).toMatchObject({ status: "active" });
  await leave(admin, leaver, narrow.facts.userId);

  expect(await answering(admin, anna)).toMatchObject({ id: leaver.facts.userId, hasLeft: true });
  expect(await answering(admin, berit)).toMatchObject({ id: narrow.facts.userId, hasLeft: false });
});

test("of many invitations those go over that the heir could give, in no more statements than of two, at every home", async () => {
  const { partner, admin, leaver, anna } = await inviter();
  const narrow = await build.person(partner, ["users.view", "users.invite"]);
  const few = await statementsOf(() => leave(admin, leaver, narrow.facts.userId));
  await build.owner().user.update({ where: { id: leaver.facts.userId }, data: { status: "active" } });
  const below = await build.organization(partner);
  const held = await build.role(partner, ["customers.view"]);
  const invited = await Promise.all(Array.from({ length: 12 }, async (_, at) => build.user(at % 2 ? below : partner, { status: "invited", name: `Invited ${at}` })));
  for (const [at, person] of invited.entries()) {
    if (at % 3 === 0) await build.grant({ user: person }, held);
    await invite(person.id, leaver);
  }

  expect((await getBelongings(admin, leaver.facts.userId)).invitations).toEqual({ total: 13, mine: 13, names: ["Anna", "Invited 0", "Invited 1", "Invited 10", "Invited 11"] });
  const many = await statementsOf(() => leave(admin, leaver, narrow.facts.userId));

  expect(many).toBeLessThanOrEqual(few);
  const answers = await build.owner().invitation.findMany({ where: { userId: { in: invited.map(({ id }) => id) }, usedAt: null }, select: { userId: true, inviterId: true } });
  const stayed = answers.filter(({ inviterId }) => inviterId === leaver.facts.userId).map(({ userId }) => userId);
  expect(stayed.sort()).toEqual(invited.filter((_, at) => at % 3 === 0).map(({ id }) => id).sort());
  expect(answers.filter(({ inviterId }) => inviterId === narrow.facts.userId)).toHaveLength(8);
  expect(await answering(admin, anna)).toMatchObject({ id: leaver.facts.userId });
});

/** How many statements the database is sent meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(allConnections(), "query");
  try {
    await work();
    expect(sent).toHaveBeenCalled();
    return sent.mock.calls.length;
  } finally {
    sent.mockRestore();
  }
}

test("whoever may not invite people there hands nothing over", async () => {
  const { partner, leaver, heir, anna } = await inviter();
  const mere = await build.person(partner, ["users.view", "users.deactivate"]);

  expect((await getBelongings(mere, leaver.facts.userId)).invitations).toEqual({ total: 2, mine: 0, names: ["Anna", "Berit"] });
  const { id } = await leave(mere, leaver, heir.facts.userId);

  expect((await getReceipt(mere, id)).items).toEqual([]);
  expect(await answering(mere, anna)).toMatchObject({ id: leaver.facts.userId, hasLeft: true });
});

test("an invitation whose inviter has left goes to whoever makes a new link; a link that its person asks for changes nothing", async () => {
  const { admin, leaver, heir, anna, berit } = await inviter();
  await renewInvitation(heir, { userId: anna.id });
  expect(await answering(admin, anna)).toMatchObject({ id: leaver.facts.userId });
  await deactivateUser(admin, { userId: leaver.facts.userId });

  await invite(berit.id, null);
  await renewInvitation(heir, { userId: anna.id });

  expect(await answering(admin, berit)).toEqual({ id: leaver.facts.userId, name: leaver.facts.name, hasLeft: true });
  expect(await answering(admin, anna)).toEqual({ id: heir.facts.userId, name: heir.facts.name, hasLeft: false });
  await build.owner().user.update({ where: { id: anna.id }, data: { status: "active" } });
  expect(await answering(admin, anna)).toBeNull();
});
