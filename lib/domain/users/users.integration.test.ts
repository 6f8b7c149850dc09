import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { roleTemplates } from "@/lib/access/templates";
import type { Viewer } from "@/lib/access/viewer";
import { hashToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { editUser, inviteUser, limitUser, renewInvitation } from "./commands";
import { getUser, listUserAccess, listUserGroups, listUsers, lookupUsers } from "./queries";
import { inviteUserInput, userList } from "./schema";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const invite = (viewer: Viewer, fields: Record<string, unknown>) => inviteUser(viewer, inviteUserInput.parse(fields));
const names = async (viewer: Viewer, params: Record<string, string> = {}) =>
  (await listUsers(viewer, userList.parse(params))).rows.map(({ name }) => name);
const logged = (recordId: number, action: string) =>
  build.owner().activity.findMany({ where: { recordType: "user", recordId, action }, orderBy: { id: "asc" } });
const stored = (email: string) => build.owner().user.findUnique({ where: { email } });
const someone = () => `new-${Math.random().toString(36).slice(2)}@example.com`;

test("an invitation makes the account, its groups and its first role at once, and the log says who did it", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights, { fields: { name: "Ola" } });
  const team = await build.group(partner);
  const role = await build.role(partner, ["customers.edit"]);
  const email = someone();

  const invited = await invite(owner, { organizationId: partner.id, name: " Mia Berg ", email: email.toUpperCase(), jobRole: "sales", groups: [team.id], roleId: role.id });

  const user = (await stored(email))!;
  expect(user).toMatchObject({ name: "Mia Berg", status: "invited", organizationId: partner.id, jobRole: "sales", passwordHash: null });
  const [invitation] = await build.owner().invitation.findMany({ where: { userId: user.id } });
  expect(invited.link).toMatch(/^\/invitation\/.{20,}$/);
  expect(invitation!.tokenHash).toBe(hashToken(invited.link!.split("/").at(-1)!));
  expect(await build.owner().groupMember.count({ where: { userId: user.id, groupId: team.id } })).toBe(1);
  const [grant] = await build.owner().grant.findMany({ where: { userId: user.id } });
  expect(grant).toMatchObject({ roleId: role.id, scopeKind: "direct", scopeRef: partner.id, level: "write", grantedById: owner.facts.userId });
  const [row] = await logged(user.id, "users.invite");
  expect(row).toMatchObject({ actorName: "Ola", ip: "192.0.2.1", recordName: "Mia Berg", organizationId: partner.id, after: { email, version: 1 } });
  expect(JSON.stringify(row!.after)).not.toContain(invited.link!.split("/").at(-1));
});

test("with a password now the person is active, and the password is kept only as a hash", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const email = someone();

  const invited = await invite(owner, { organizationId: partner.id, name: "Jon", email, entry: "password", password: "seven green boats row" });

  const user = (await stored(email))!;
  expect(invited.link).toBeUndefined();
  expect(user.status).toBe("active");
  expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await build.owner().invitation.count({ where: { userId: user.id } })).toBe(0);
  expect(() => inviteUserInput.parse({ organizationId: 1, name: "Jon", email, entry: "password", password: "short" })).toThrow();
  await expect(invite(owner, { organizationId: partner.id, name: "Kari Nordmann", email: someone(), entry: "password", password: "I am Kari Nordmann" })).rejects.toMatchObject({
    code: "invalid",
    fields: { password: expect.any(String) },
  });
});

test("addresses that mail programs read in different ways are refused", () => {
  const isTaken = (email: string) => inviteUserInput.safeParse({ organizationId: 1, name: "A", email }).success;

  expect(["a@example.com", " A@Example.COM ", "ａ@example.com"].map(isTaken)).toEqual([true, true, true]);
  expect(['"a b"@example.com', "a,b@example.com", "a@b@example.com", "a\u0000@example.com", "a\n@example.com", "a@localhost"].map(isTaken)).toEqual(
    new Array(6).fill(false),
  );
});

test("a hundred invitations of one address at the same moment make exactly one account", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const name = Math.random().toString(36).slice(2, 10);
  const variants = [`${name}@example.com`, `${name.toUpperCase()}@EXAMPLE.com`, ` ${name}@example.com `, `${fullWidth(name)}@example.com`];

  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, (_, n) => invite(owner, { organizationId: partner.id, name: `Person ${n}`, email: variants[n % 4]! })),
  );

  const refusals = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => (reason as { code: string }).code);
  expect(refusals).toEqual(new Array(99).fill("conflict"));
  const users = await build.owner().user.findMany({ where: { email: { contains: name } }, select: { id: true } });
  expect(users).toHaveLength(1);
  expect(await logged(users[0]!.id, "users.invite")).toHaveLength(1);
});

const fullWidth = (text: string) => [...text].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join("");

test("nobody invites into an organization they may not, nor with more than they hold; nothing is left behind", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const stranger = await build.organization();
  const inviter = await build.person(partner, ["users.invite", "grants.give", "groups.manage-members", "roles.list"], { kind: "direct", ref: partner.id });
  await build.grant({ user: { id: inviter.facts.userId } }, await build.role(partner, ["organizations.list"]));
  const viewer = await build.viewer({ id: inviter.facts.userId });
  const role = await build.role(partner, ["customers.delete"]);
  const strong = await build.group(partner);
  await build.grant({ group: strong }, role);
  const finders = await build.group(partner, [], { type: "rule", rule: { jobRole: ["chief"] } });
  await build.grant({ group: finders }, role);
  const emails = [someone(), someone(), someone(), someone(), someone()];
  const base = { organizationId: partner.id, name: "Nora" };

  await expect(invite(viewer, { ...base, organizationId: stranger.id, email: emails[0] })).rejects.toMatchObject({ code: "invalid" });
  await expect(invite(viewer, { ...base, organizationId: below.id, email: emails[1] })).rejects.toMatchObject({ code: "refused", permission: "users.invite" });
  await expect(invite(viewer, { ...base, email: emails[2], roleId: role.id })).rejects.toMatchObject({ code: "refused" });
  await expect(invite(viewer, { ...base, email: emails[3], groups: [strong.id] })).rejects.toMatchObject({ code: "refused" });
  await expect(invite(viewer, { ...base, email: emails[4], jobRole: "chief" })).rejects.toMatchObject({ code: "refused" });

  expect(await build.owner().user.count({ where: { email: { in: emails } } })).toBe(0);
  expect(await build.owner().activity.count({ where: { actorId: inviter.facts.userId } })).toBe(0);
});

test("the list holds exactly the people of the viewer's scopes, in the order of their names", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  await build.user(partner, { name: "Åse" });
  await build.user(below, { name: "bjørn" });
  await build.user(await build.organization(), { name: "Cato" });
  const whole = await build.person(partner, ["users.list"], { fields: { name: "Zed" } });
  const direct = await build.person(partner, ["users.list"], { kind: "direct", ref: partner.id, fields: { name: "Yrsa" } });

  expect(await names(whole)).toEqual(["Åse", "bjørn", "Yrsa", "Zed"]);
  expect(await names(direct, { sort: "-name" })).toEqual(["Zed", "Yrsa", "Åse"]);
  expect(await names(whole, { organization: String(below.id) })).toEqual(["bjørn"]);
});

test("filters and search narrow the list, and search reads names and addresses without accents", async () => {
  const partner = await build.organization();
  const reader = await build.person(partner, ["users.list"], { fields: { name: "Reader" } });
  await build.user(partner, { name: "Søren Kierk", jobRole: "Sales", region: "North" });
  await build.user(partner, { name: "Eva Lind", status: "invited", email: `lind-${partner.id}@kierk.example` });
  await build.user(partner, { name: "Old Bo", status: "deactivated" });
  await build.user(partner, { name: "Gone Bo", expiresAt: new Date(Date.now() - 1000) });

  expect(await names(reader, { search: "kierk" })).toEqual(["Eva Lind", "Søren Kierk"]);
  expect(await names(reader, { search: "soren ki" })).toEqual(["Søren Kierk"]);
  expect(await names(reader, { search: "bo" })).toEqual(["Gone Bo", "Old Bo"]);
  expect(await names(reader, { search: "%" })).toEqual([]);
  expect(await names(reader, { status: "invited,deactivated" })).toEqual(["Eva Lind", "Old Bo"]);
  expect(await names(reader, { status: "active" })).toEqual(["Reader", "Søren Kierk"]);
  expect(await names(reader, { status: "expired" })).toEqual(["Gone Bo"]);
  expect(await names(reader, { jobRole: "sales", region: "north" })).toEqual(["Søren Kierk"]);
  expect((await lookupUsers(reader, "bo")).map(({ name }) => name)).toEqual([]);
});

test("pages forward and back give every person once, in each order", async () => {
  const partner = await build.organization();
  for (let n = 0; n < 59; n++) await build.user(partner, { name: `Person ${n % 20}` });
  const reader = await build.person(partner, ["users.list"]);
  for (const sort of ["name", "-name", "created", "-signedIn"]) {
    const seen: number[] = [];
    let [after, previous]: (string | null)[] = [null, null];
    do {
      const page = await listUsers(reader, userList.parse({ sort, limit: "25", ...(after ? { after } : {}) }));
      expect(page.total).toEqual({ count: 60, exact: true });
      seen.push(...page.rows.map(({ id }) => id));
      [after, previous] = [page.next, page.previous];
    } while (after);
    expect(new Set(seen).size).toBe(60);
    const back = await listUsers(reader, userList.parse({ sort, limit: "25", before: previous! }));
    expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(25, 50));
  }
});

test("a stranger finds no such person, a reader is told what is missing, and nothing changes", async () => {
  const partner = await build.organization();
  const person = await build.user(partner, { name: "Tor" });
  const stranger = await build.person(await build.organization(), ["users.edit"]);
  const reader = await build.person(partner, ["users.edit"], { level: "read" });
  await build.grant({ user: { id: reader.facts.userId } }, await build.role(partner, ["users.edit"]), { kind: "direct", ref: (await build.organization(partner)).id });
  const edit = async (viewer: Viewer) => editUser(await build.viewer({ id: viewer.facts.userId }), { userId: person.id, version: 1, name: "Thor" });

  await expect(edit(stranger)).rejects.toMatchObject({ code: "not-found" });
  await expect(getUser(stranger, person.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(edit(reader)).rejects.toMatchObject({ code: "refused", permission: "users.edit" });
  expect((await build.owner().user.findUniqueOrThrow({ where: { id: person.id } })).name).toBe("Tor");
  expect(await logged(person.id, "users.edit")).toEqual([]);
});

test("edits of different fields are merged, of the same field they clash; the log has before and after", async () => {
  const partner = await build.organization();
  const person = await build.user(partner, { name: "Tor", region: "North" });
  const ada = await build.person(partner, ["users.edit"], { fields: { name: "Ada" } });
  const bo = await build.person(partner, ["users.edit"]);

  await editUser(ada, { userId: person.id, version: 1, name: "Thor", phone: null });
  await editUser(bo, { userId: person.id, version: 1, name: "Tor", phone: "55" });
  const clash = editUser(bo, { userId: person.id, version: 1, name: "Thorvald" });

  await expect(clash).rejects.toMatchObject({ code: "stale", clashes: [{ field: "name", yours: "Thorvald", theirs: "Thor", by: "Ada" }] });
  expect(await getUser(bo, person.id)).toMatchObject({ name: "Thor", phone: "55", version: 3 });
  expect((await logged(person.id, "users.edit")).map(({ before, after }) => [before, after])).toEqual([
    [{ name: "Tor" }, { name: "Thor", version: 2 }],
    [{ phone: null }, { phone: "55", version: 3 }],
  ]);
});

const rights: Permission[] = ["users.edit", "groups.list", "grants.list"];

test("job role, region and home decide about rule groups: changing them is giving, and nobody changes their own", async () => {
  const partner = await build.organization();
  const person = await build.user(partner);
  const finders = await build.group(partner, [], { type: "rule", rule: { jobRole: ["chief"] } });
  const role = await build.role(partner, ["customers.delete"]);
  await build.grant({ group: finders }, role);
  const weak = await build.person(partner, rights);
  const strong = await build.person(partner, [...rights, "customers.delete"]);

  await expect(editUser(weak, { userId: person.id, version: 1, jobRole: "chief" })).rejects.toMatchObject({ code: "refused" });
  await expect(editUser(strong, { userId: strong.facts.userId, version: 1, jobRole: "chief" })).rejects.toMatchObject({ code: "refused" });
  await editUser(weak, { userId: person.id, version: 1, jobRole: "clerk" });
  await editUser(strong, { userId: person.id, version: 2, jobRole: "chief" });

  expect(await listUserGroups(strong, person.id)).toMatchObject([{ id: finders.id, isDirect: false, type: "rule", isCurrent: true }]);
  expect(await listUserAccess(strong, person.id)).toMatchObject([{ roleId: role.id, through: finders.name, level: "write", isCurrent: true }]);
});

test("a move takes scope over both homes, no group left behind, and no more than the mover may do there", async () => {
  const partner = await build.organization();
  const north = await build.organization(partner);
  const south = await build.organization(partner);
  const mover = await build.person(partner, [...rights, "organizations.list", "customers.view"]);
  const local = await build.person(north, rights);
  const person = await build.user(north, { name: "Tor" });
  const team = await build.group(north, [person]);
  const strong = await build.user(north);
  await build.grant({ user: strong }, await build.role(north, ["customers.delete"]));
  await build.grant({ user: person }, await build.role(north, ["customers.view"]));
  const move = (viewer: Viewer, userId: number) => editUser(viewer, { userId, version: 1, organizationId: south.id });

  await expect(move(local, person.id)).rejects.toMatchObject({ code: "invalid" });
  await expect(move(mover, person.id)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(team.name) });
  await expect(move(mover, strong.id)).rejects.toMatchObject({ code: "refused" });
  await build.owner().groupMember.deleteMany({ where: { groupId: team.id } });
  await move(mover, person.id);

  expect((await getUser(mover, person.id)).organizationId).toBe(south.id);
  await expect(getUser(local, person.id)).rejects.toMatchObject({ code: "not-found" });
});

test("the last day and the cap act by the clock, are merged, and nobody sets their own", async () => {
  const partner = await build.organization();
  const person = await build.user(partner);
  await build.grant({ user: person }, await build.role(partner, ["users.edit"]));
  const keeper = await build.person(partner, ["users.set-expiry"]);
  const today = new Date(new Date().toISOString().slice(0, 10));
  const limit = (fields: object, version = 1) => limitUser(keeper, { userId: person.id, version, readOnly: false, ...fields });

  await expect(limit({ lastDay: new Date(today.getTime() - 86_400_000) })).rejects.toMatchObject({ code: "invalid", fields: { lastDay: expect.any(String) } });
  await expect(limitUser(keeper, { userId: keeper.facts.userId, version: 1, lastDay: null, readOnly: false })).rejects.toMatchObject({ code: "refused" });
  await limit({ lastDay: today, readOnly: true });

  expect((await getUser(keeper, person.id)).expiresAt).toEqual(new Date(today.getTime() + 86_400_000));
  const capped = await build.viewer(person);
  await expect(editUser(capped, { userId: keeper.facts.userId, version: 1, name: "X" })).rejects.toMatchObject({ code: "refused" });
  const later = new Date(today.getTime() + 5 * 86_400_000);
  const [yours, theirs] = [later, today].map((day) => day.toISOString().slice(0, 10));
  await expect(limit({ lastDay: later, readOnly: true })).rejects.toMatchObject({ code: "stale", clashes: [{ field: "lastDay", yours, theirs }] });
});

test("a fresh invitation link ends the old one, and is only for those who hold all that the person holds", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const helper = await build.person(partner, ["users.invite"]);
  const email = someone();
  const { id, link } = await invite(owner, { organizationId: partner.id, name: "Mia", email });

  const fresh = await renewInvitation(helper, { userId: id });
  await build.grant({ user: { id } }, await build.role(partner, ["customers.edit"]));

  expect(fresh.link).not.toBe(link);
  const kept = await build.owner().invitation.findMany({ where: { userId: id, expiresAt: { gt: new Date() } } });
  expect(kept.map(({ tokenHash }) => tokenHash)).toEqual([hashToken(fresh.link!.split("/").at(-1)!)]);
  await expect(renewInvitation(helper, { userId: id })).rejects.toMatchObject({ code: "refused" });
  await renewInvitation(owner, { userId: id });
});
