import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { readGuard } from "@/lib/domain/access/guard";
import { editUser } from "@/lib/domain/users/commands";
import { userList } from "@/lib/domain/users/schema";
import { listUsers } from "@/lib/domain/users/queries";
import { openSession, viewerOfSession } from "@/lib/auth/session";
import * as build from "@/lib/testing/build";
import { allConnections } from "@/lib/testing/sent-statements";
import { editOwnProfile, savePreferences, saveTheme } from "./commands";
import { exportOwnAccount } from "./export";
import { listOwnActivity } from "./history";
import { findPicture, removeOwnPicture, setOwnPicture } from "./picture";
import { getOwnProfile } from "./queries";
import { editOwnProfileInput, ownActivityList, pictureInput, preferencesInput } from "./schema";
import { settingsOf } from "./settings";

const preferences = { locale: "de", timeZone: "Europe/Oslo", theme: "dark", signInMail: "every", hasShortcuts: false } as const;
const pixels = async (background: string) => {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background } }).png().toBuffer();
  return pictureInput.parse({ file: new File([new Uint8Array(bytes)], "me.png") });
};
const rowOf = (id: number) => build.owner().user.findUniqueOrThrow({ where: { id } });
const token = (person: Awaited<ReturnType<typeof build.person>>) => ({ ...person, via: "token script" });

test("one's own profile is edited, and clashes with somebody else's edit are told field by field", async () => {
  const home = await build.organization();
  const me = await build.person(home, ["customers.view"], { fields: { phone: "1" } });
  const admin = await build.person(home, ["users.edit"]);
  const { version } = await getOwnProfile(me);
  await editUser(admin, { userId: me.facts.userId, version, phone: "2" });

  await editOwnProfile(me, { version, name: "Ida Berg", phone: "1", contactNote: "mornings" });
  expect(await rowOf(me.facts.userId)).toMatchObject({ name: "Ida Berg", phone: "2", contactNote: "mornings", version: 3 });
  await expect(editOwnProfile(me, { version, name: "Ida Berg", phone: "3" })).rejects.toMatchObject({ code: "stale", clashes: [{ field: "phone", yours: "3", theirs: "2", by: admin.facts.name }] });
  expect(await build.owner().activity.findFirst({ where: { action: "users.edit-own", recordId: me.facts.userId } })).toMatchObject({ actorId: me.facts.userId, after: { name: "Ida Berg", contactNote: "mornings", version: 3 } });
});

test("no field that decides access can be sent along, and neither a token nor other eyes change it", async () => {
  const me = await build.person(await build.organization(), ["customers.view"]);
  for (const field of ["jobRole", "region", "organizationId", "email", "status", "readOnly", "expiresAt"]) {
    expect(editOwnProfileInput.safeParse({ version: 1, name: "Ida", [field]: "x" }).success, field).toBe(false);
  }
  await expect(editOwnProfile(token(me), { version: 1, name: "Ida" })).rejects.toMatchObject({ code: "refused" });
  await expect(savePreferences(token(me), preferences)).rejects.toMatchObject({ code: "refused" });
  await expect(setOwnPicture(token(me), await pixels("#c00"))).rejects.toMatchObject({ code: "refused" });
  await expect(exportOwnAccount(token(me))).rejects.toMatchObject({ code: "refused" });
  const seen = { ...me, viewing: { id: 1, by: { userId: 1, name: "Other" }, reason: "", until: Date.now() + 1000 } };
  await expect(editOwnProfile(seen, { version: 1, name: "Ida" })).rejects.toMatchObject({ code: "refused" });
});

test("preferences stay with the person, change nobody's access, and a zone that is none is refused", async () => {
  const me = await build.person(await build.organization(), ["customers.view"]);
  const { seq } = await readGuard();

  expect(await settingsOf(me)).toMatchObject({ locale: null, timeZone: null, theme: "system", signInMail: "new", hasShortcuts: true });
  await savePreferences(me, preferencesInput.parse({ ...preferences, hasShortcuts: undefined }));
  await saveTheme(me, { theme: "light" });

  expect(await settingsOf(me)).toMatchObject({ ...preferences, theme: "light" });
  expect((await build.owner().accessChange.findMany({ where: { seq: { gt: seq }, kind: "user", ref: me.facts.userId } })).length).toBe(0);
  expect(preferencesInput.safeParse({ ...preferences, timeZone: "Mars/Olympus" }).error?.issues[0]?.message).toBe("Choose a time zone from the list.");
});

test("a page's viewer brings the settings along, as they are in the database, and asks for them no more", async () => {
  const me = await build.person(await build.organization(), ["customers.view"]);
  await savePreferences(me, preferencesInput.parse(preferences));
  const session = await openSession(me.facts.userId, { ip: null, device: null });
  const viewer = (await viewerOfSession(session, { ip: null, device: null }))!;

  const sent = vi.spyOn(allConnections(), "query");
  const settings = await settingsOf(viewer);
  expect(sent).not.toHaveBeenCalled();
  sent.mockRestore();
  expect(settings).toEqual(await settingsOf(me));

  await saveTheme(me, { theme: "light" });
  expect((await settingsOf((await viewerOfSession(session, { ip: null, device: null }))!)).theme).toBe("light");
});

test("a picture is for those who may list the person; the one before is gone with the next, and all with its removal", async () => {
  const home = await build.organization();
  const me = await build.person(home, ["customers.view"]);
  const [colleague, blind, stranger] = [await build.person(home, ["users.list"]), await build.person(home, ["customers.view"]), await build.person(await build.organization(), ["users.list"])];
  const userId = me.facts.userId;
  const addressOf = async () => (await rowOf(userId)).picture!;

  await setOwnPicture(me, await pixels("#c00"));
  const first = await addressOf();
  const seen = await Promise.all([me, colleague, blind, stranger].map(async (who) => (await findPicture(who, { userId, address: first })) !== null));
  expect(seen).toEqual([true, true, false, false]);
  expect((await listUsers(colleague, userList.parse({ search: me.facts.name }))).rows[0]).toMatchObject({ picture: first });

  await setOwnPicture(me, await pixels("#0c0"));
  const second = await addressOf();
  expect([await findPicture(me, { userId, address: first }), await findPicture(me, { userId, address: second })]).toEqual([null, expect.anything()]);
  expect(await build.owner().userPicture.count({ where: { userId } })).toBe(1);

  await removeOwnPicture(me);
  expect(await findPicture(me, { userId, address: second })).toBeNull();
  expect(await build.owner().userPicture.count({ where: { userId } })).toBe(0);
  const logged = await build.owner().activity.findMany({ where: { recordType: "user", recordId: userId }, orderBy: { id: "asc" }, select: { action: true } });
  expect(logged.map(({ action }) => action)).toEqual(["users.set-picture", "users.set-picture", "users.remove-picture"]);
});

test("a file that is no picture changes nothing", async () => {
  const me = await build.person(await build.organization(), ["customers.view"]);
  const input = pictureInput.parse({ file: new File(["<svg/>"], "me.png") });

  await expect(setOwnPicture(me, input)).rejects.toMatchObject({ code: "invalid" });
  expect((await rowOf(me.facts.userId)).picture).toBeNull();
  expect(pictureInput.safeParse({ file: new File([new Uint8Array(5 * 1024 * 1024 + 1)], "me.png") }).success).toBe(false);
});

test("one's own activity tells what one did and each sign-in, and names nothing that one may no longer see", async () => {
  const home = await build.organization();
  const me = await build.person(home, ["customers.view"]);
  const mine = await build.customer(home);
  const lost = await build.customer(await build.organization());
  const row = (fields: object) => build.owner().activity.create({ data: { actorId: me.facts.userId, actorName: me.facts.name, recordType: "customer", recordName: "", action: "customers.edit", ...fields }, select: { id: true } });
  await row({ recordId: mine.id, customerId: mine.id, recordName: mine.name, ip: "192.0.2.7", device: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });
  await row({ recordId: lost.id, customerId: lost.id, recordName: lost.name, before: { name: "Secret" }, after: { name: lost.name } });
  await row({ action: "sign-in", recordType: "user", recordId: me.facts.userId, recordName: me.facts.name, outcome: "refused" });
  await row({ actorId: null, recordName: "of somebody else" });

  const { rows } = await listOwnActivity(me, ownActivityList.parse({}));
  expect(rows.map(({ what, record, outcome, from, device, changes }) => [what, record, outcome, from, device, changes.length])).toEqual([
    ["Tried to sign in", "", "refused", "", "", 0],
    ["Edited", "a customer you may no longer see", "done", "", "", 0],
    ["Edited", mine.name, "done", "192.0.2.7", "Firefox on Linux", 0],
  ]);
  expect((await listOwnActivity(me, ownActivityList.parse({ kind: "sign-in" }))).rows).toHaveLength(1);
});

test("a copy of one's data is whole JSON without a secret, and stands in the log", async () => {
  const home = await build.organization();
  const me = await build.person(home, ["customers.view"], { fields: { passwordHash: "hash-of-password" } });
  await build.group(home, [{ id: me.facts.userId }]);
  await openSession(me.facts.userId, { ip: "192.0.2.9", device: "Firefox" });
  await build.owner().apiToken.create({ data: { userId: me.facts.userId, name: "script", tokenHash: "hash-of-token", start: "ptc_abcd" } });
  const [userId, moment] = [me.facts.userId, new Date()];
  await build.owner().totpFactor.create({ data: { userId, name: "My phone", sealedSecret: "hash-of-secret", createdAt: moment, confirmedAt: moment }, select: { id: true } });
  await build.owner().passkey.create({ data: { userId, name: "Laptop", credentialId: "hash-of-credential", publicKey: new Uint8Array([1]), counter: 0, transports: [], isBackedUp: false, createdAt: moment }, select: { id: true } });
  await build.owner().recoveryCode.create({ data: { userId, codeHash: "hash-of-code", createdAt: moment }, select: { id: true } });
  await build.owner().identity.create({ data: { userId, provider: "acme", providerAccountId: "hash-of-subject" }, select: { id: true } });
  const other = await build.user(home);
  const task = (assigneeId: number, title: string) => build.owner().task.create({ data: { assigneeId, title, organizationId: home.id, dueOn: new Date("2026-12-24") }, select: { id: true } });
  const [mine, theirs] = [await task(userId, "Ring the harbour"), await task(other.id, "hash-of-another's task")];
  await build.owner().taskComment.createMany({ data: [{ taskId: mine.id, authorId: other.id, text: "hash-of-another's words" }, { taskId: theirs.id, authorId: userId, text: "I asked them." }] });
  await savePreferences(me, preferences);

  const parts: Uint8Array[] = [];
  for await (const part of await exportOwnAccount(me)) parts.push(part);
  const text = Buffer.concat(parts).toString();
  const copy = JSON.parse(text) as Record<string, unknown[]>;

  expect(copy).toMatchObject({
    profile: { email: me.facts.email },
    settings: preferences,
    memberships: [{ group: "a group you may not see" }],
    access: [{ level: "write" }],
    sessions: [{ ip: "192.0.2.9", device: "Firefox", isThisOne: false }],
    tokens: [{ name: "script", startsWith: "ptc_abcd" }],
    secondFactors: { devices: [{ kind: "authenticator app", name: "My phone" }, { kind: "passkey", name: "Laptop" }], recoveryCodesLeft: 1 },
    providers: [{ provider: "acme" }],
    knownBrowsers: [],
    tasks: [{ key: `T-${mine.id}`, title: "Ring the harbour", status: "open", dueOn: "2026-12-24" }],
    comments: [{ task: `T-${theirs.id}`, text: "I asked them." }],
  });
  expect(copy.activity!.map((deed) => (deed as { what: string }).what)).toEqual(["Changed their preferences", "Took a copy of their data"]);
  expect(text).not.toMatch(/hash-of/);
});
