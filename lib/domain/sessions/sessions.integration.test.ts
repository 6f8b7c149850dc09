import { expect, test } from "vitest";
import { openSession, viewerOfSession } from "@/lib/auth/session";
import * as build from "@/lib/testing/build";
import { endOtherSessions, endOwnSession, endSessions } from "./commands";
import { listOwnSessions, listSessionsOf } from "./queries";

const firefox = { ip: "192.0.2.10", device: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0" };
const safari = { ip: "192.0.2.11", device: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1" };

async function signedInTwice(home?: { id: number }) {
  const { id } = await build.user(home ?? (await build.organization()));
  const secrets = [await openSession(id, firefox), await openSession(id, safari)] as const;
  return { id, secrets, viewer: (await viewerOfSession(secrets[0], firefox))! };
}
const isOpen = async (secret: string) => (await viewerOfSession(secret, firefox)) !== null;

test("one sees where one is signed in, and ends one or all others; it acts on their next request and is logged", async () => {
  const { id, secrets, viewer } = await signedInTwice();
  const shown = await listOwnSessions(viewer);
  expect(shown.map(({ device, ip, isThis }) => [device, ip, isThis]).sort()).toEqual([
    ["Firefox on Windows", "192.0.2.10", true],
    ["Safari on iPhone", "192.0.2.11", false],
  ]);
  const [mine, other] = [shown.find(({ isThis }) => isThis)!, shown.find(({ isThis }) => !isThis)!];
  await expect(endOwnSession(viewer, { sessionId: mine.id })).rejects.toMatchObject({ code: "conflict" });
  await endOwnSession(viewer, { sessionId: other.id });
  expect([await isOpen(secrets[0]), await isOpen(secrets[1])]).toEqual([true, false]);

  const more = [await openSession(id, safari), await openSession(id, safari)];
  expect(await endOtherSessions(viewer)).toEqual({ message: "2 other sessions ended." });
  expect([await isOpen(secrets[0]), ...(await Promise.all(more.map(isOpen)))]).toEqual([true, false, false]);
  expect(await build.owner().activity.count({ where: { recordId: id, action: "users.end-sessions" } })).toBe(2);
});

test("nobody ends a session of somebody else by its number", async () => {
  const { viewer } = await signedInTwice();
  const { secrets, viewer: other } = await signedInTwice();
  await expect(endOwnSession(viewer, { sessionId: other.session! })).rejects.toMatchObject({ code: "not-found" });
  expect(await isOpen(secrets[0])).toBe(true);
});

test("who looks after accounts sees and ends the sessions of people in reach; a reader and a stranger do not", async () => {
  const partner = await build.organization();
  const { id, secrets } = await signedInTwice(partner);
  const reader = await build.person(partner, ["users.view"]);
  const stranger = await build.person(await build.organization(), ["users.end-sessions"]);
  const admin = await build.person(partner, ["users.end-sessions"]);
  expect(await listSessionsOf(reader, id)).toBeNull();
  expect(await listSessionsOf(stranger, id)).toBeNull();
  expect(await listSessionsOf(admin, id)).toHaveLength(2);
  await expect(endSessions(reader, { userId: id })).rejects.toMatchObject({ code: "refused", permission: "users.end-sessions" });
  await expect(endSessions(stranger, { userId: id })).rejects.toMatchObject({ code: "not-found" });
  expect(await isOpen(secrets[0])).toBe(true);
  await endSessions(admin, { userId: id });
  expect(await Promise.all(secrets.map(isOpen))).toEqual([false, false]);
});
