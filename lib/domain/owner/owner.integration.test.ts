import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { acceptFirstLink, acceptFirstLinkInput } from "@/lib/auth/accept-first-link";
import { sessionCookie } from "@/lib/auth/cookie";
import { openSession, viewerOfSession, viewerOfToken } from "@/lib/auth/session";
import { can } from "@/lib/access/decide";
import { permissions } from "@/lib/access/permissions";
import { findInvitation } from "@/lib/domain/invitations/queries";
import { ownerPool } from "@/lib/platform/db/client";
import { isPassword } from "@/lib/platform/password";
import { hashToken } from "@/lib/platform/token";
import { browser } from "@/lib/testing/browser";
import * as build from "@/lib/testing/build";
import { mailsTo } from "@/lib/testing/mailbox";
import { ownDatabase } from "@/lib/testing/own-database";
import { checkUp, rebuildProjection } from "./checkup";
import { createFirstLink, isFirstLink } from "./first-administrator";
import { createPerson, createToken, setActive, setPassword } from "./people";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

const nowhere = { ip: null, device: null };
const password = "correct horse battery";

beforeAll(() => ownDatabase("owner"));
beforeEach(async () => {
  await ownerPool().query("TRUNCATE organizations, territories, programs, users, roles, groups, invitations CASCADE");
});

const log = () => build.owner().activity.findMany({ where: { outcome: "done" }, orderBy: { id: "desc" }, take: 3, select: { action: true, actorName: true, via: true, recordType: true, recordName: true } });
const userOf = (email: string) => build.owner().user.findUniqueOrThrow({ where: { email } });
const tokenIn = (path: string) => path.replace("/invitation/", "");

const join = (token: string, more: object = {}) => acceptFirstLink(acceptFirstLinkInput.parse({ token, name: "Ada Berg", email: "Ada@Nordnet.example", password, repeat: password, ...more }));

test("the first link makes whoever uses it administrator of everything, under the name and address they give, and works once", async () => {
  const path = (await createFirstLink())!;
  const token = tokenIn(path);
  expect(await build.owner().user.count()).toBe(0);
  expect(await isFirstLink(token)).toBe(true);
  expect(await findInvitation(token)).toBeNull();

  await expect(join(token)).resolves.toEqual({ href: "/" });

  expect((await viewerOfSession(browser.cookies.get(sessionCookie().name)!, nowhere))?.facts.email).toBe("ada@nordnet.example");
  const user = await userOf("ada@nordnet.example");
  expect(user).toMatchObject({ name: "Ada Berg", status: "active" });
  expect(await isPassword(user.passwordHash, password)).toBe(true);
  const viewer = await build.viewer(user);
  expect(permissions.filter(({ key }) => !can(viewer, key))).toEqual([]);
  expect((await log()).map(({ action, actorName }) => [action, actorName])).toEqual(expect.arrayContaining([["grants.give", "Ada Berg"], ["users.join", "Ada Berg"]]));
  expect(await isFirstLink(token)).toBe(false);
  await expect(join(token, { email: "eve@nordnet.example" })).rejects.toMatchObject({ code: "not-found" });
  expect(await createFirstLink()).toBeNull();
});

test("a link that was lost is made anew and the one before ends; of two at once one becomes the first", async () => {
  const lost = tokenIn((await createFirstLink())!);
  const token = tokenIn((await createFirstLink())!);

  await expect(join(lost)).rejects.toMatchObject({ code: "not-found" });
  const tries = await Promise.allSettled([join(token, { email: "a@nordnet.example" }), join(token, { email: "b@nordnet.example" })]);

  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await build.owner().user.count()).toBe(1);
});

test("bad input to the first link is told by field and makes nobody; an old link is over", async () => {
  const token = tokenIn((await createFirstLink())!);
  const field = (more: object) => acceptFirstLinkInput.safeParse({ token, name: "Ada", email: "ada@nordnet.example", password, repeat: password, ...more }).error?.issues.map(({ path }) => path.join("."));

  expect(field({ name: " " })).toEqual(["name"]);
  expect(field({ email: "ada" })).toEqual(["email"]);
  expect(field({ password: "short", repeat: "short" })).toEqual(["password"]);
  expect(field({ password: "short", repeat: "another one" })).toEqual(["password", "repeat"]);
  expect(field({ isAdmin: "1" })).toEqual([""]);
  await expect(join(token, { password: "ada@nordnet.example!", repeat: "ada@nordnet.example!" })).rejects.toMatchObject({ fields: { password: expect.any(String) as string } });
  await expect(join(token, { repeat: "another one" })).rejects.toMatchObject({ fields: { repeat: expect.any(String) as string } });
  await build.owner().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await isFirstLink(token)).toBe(false);
  await expect(join(token)).rejects.toMatchObject({ code: "not-found" });
  expect(await build.owner().user.count()).toBe(0);
});

test("a person is made with a link, at home where asked, administrator when asked; a taken address and an unknown partner are refused", async () => {
  const partner = await build.organization();
  const { path } = await createPerson({ email: "Kari@Fjord.example", name: "Kari", organization: partner.key, isAdministrator: false });

  expect(await findInvitation(tokenIn(path))).toMatchObject({ email: "kari@fjord.example", name: "Kari", organizationName: partner.name });
  expect(await userOf("kari@fjord.example")).toMatchObject({ organizationId: partner.id, status: "invited" });
  expect(await build.owner().grant.count()).toBe(0);
  expect(await log()).toMatchObject([{ action: "users.invite", actorName: "Machine's owner", via: "portal command", recordType: "user", recordName: "Kari" }, {}, {}]);
  await createPerson({ email: "ada@nordnet.example", name: "Ada", organization: null, isAdministrator: true });
  await setPassword("ada@nordnet.example", password);
  expect(can(await build.viewer(await userOf("ada@nordnet.example")), "organizations.edit-guardrail")).toBe(true);

  const count = await build.owner().user.count();
  await expect(createPerson({ email: "kari@fjord.example", name: "X", organization: null, isAdministrator: true })).rejects.toMatchObject({ code: "conflict" });
  await expect(createPerson({ email: "x@fjord.example", name: "X", organization: "nowhere", isAdministrator: true })).rejects.toMatchObject({ fields: { organization: expect.stringContaining("nowhere") as string } });
  await expect(createPerson({ email: "no address", name: "X", organization: null, isAdministrator: true })).rejects.toMatchObject({ code: "invalid" });
  expect(await build.owner().user.count()).toBe(count);
});

test("setting a password lets an invited person in, ends the sessions of others, and is in the log without it", async () => {
  const partner = await build.organization();
  const invited = await build.user(partner, { status: "invited" });
  const active = await build.user(partner);
  const session = await openSession(active.id, nowhere);

  await setPassword(invited.email, password);
  await setPassword(active.email.toUpperCase(), password);

  expect((await userOf(invited.email)).status).toBe("active");
  expect(await viewerOfSession(session, nowhere)).toBeNull();
  const rows = await build.owner().activity.findMany({ where: { action: "users.set-password", recordId: { in: [invited.id, active.id] } }, orderBy: { id: "asc" } });
  expect(rows.map(({ recordId }) => recordId)).toEqual([invited.id, active.id]);
  expect(JSON.stringify(rows.map(({ before, after }) => [before, after]))).not.toContain(password);
  expect(await mailsTo(active)).toMatchObject([{ template: "account-changed", subject: "Your password was set" }]);
  await expect(setPassword(active.email, "short")).rejects.toMatchObject({ code: "invalid", fields: { password: expect.any(String) as string } });
  await expect(setPassword(active.email, `${active.email} and more`)).rejects.toMatchObject({ code: "invalid" });
  await expect(setPassword("nobody@x.example", password)).rejects.toMatchObject({ code: "not-found" });
});

test("deactivating ends sessions and tokens and can be taken back; the last full access stays; an invited person is not activated", async () => {
  const partner = await build.organization();
  const keeper = await build.user(partner, { passwordHash: "x" });
  await build.grant({ user: keeper }, await build.role(partner, permissions.map(({ key }) => key)));
  const person = await build.user(partner, { passwordHash: "x" });
  const session = await openSession(person.id, nowhere);
  const { token } = await createToken({ email: person.email, name: "Sync", expiresAt: null, permissions: [] });
  expect(await viewerOfToken(token, nowhere)).not.toBeNull();

  await expect(setActive(person.email, false)).resolves.toEqual({ email: person.email, status: "deactivated" });

  expect(await viewerOfSession(session, nowhere)).toBeNull();
  expect(await viewerOfToken(token, nowhere)).toBeNull();
  await expect(setActive(person.email, true)).resolves.toEqual({ email: person.email, status: "active" });
  expect(await viewerOfToken(token, nowhere)).toBeNull();
  await expect(setActive(keeper.email, false)).rejects.toMatchObject({ code: "conflict" });
  const invited = await build.user(partner, { status: "invited" });
  await expect(setActive(invited.email, true)).rejects.toMatchObject({ code: "conflict" });
  await expect(setActive("nobody@x.example", false)).rejects.toMatchObject({ code: "not-found" });
});

test("a token of the command line is kept as a hash, narrowed and bounded as asked; nonsense is refused", async () => {
  const person = await build.person(await build.organization(), ["customers.edit", "users.view"]);
  const { email, userId } = person.facts;
  const { token } = await createToken({ email, name: "Sync", expiresAt: new Date(Date.now() + 86_400_000), permissions: ["customers.view"] });

  expect(await build.owner().apiToken.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } })).toMatchObject({ userId, name: "Sync", start: token.slice(0, 8), isNarrowed: true, permissions: ["customers.view"] });
  const viewer = (await viewerOfToken(token, nowhere))!;
  expect([can(viewer, "customers.view"), can(viewer, "customers.edit"), can(viewer, "users.view")]).toEqual([true, false, false]);
  await expect(createToken({ email, name: "X", expiresAt: null, permissions: ["customers.fly"] })).rejects.toMatchObject({ fields: { permissions: expect.stringContaining("customers.fly") as string } });
  await expect(createToken({ email, name: "X", expiresAt: new Date(0), permissions: [] })).rejects.toMatchObject({ fields: { expires: expect.any(String) as string } });
  await expect(createToken({ email: "nobody@x.example", name: "X", expiresAt: null, permissions: [] })).rejects.toMatchObject({ code: "not-found" });
  expect(await build.owner().apiToken.count()).toBe(1);
});

const finding = async (check: string) => (await checkUp()).find((each) => each.check === check)!;

test("the doctor finds everything fine, then a broken projection, which the rebuild mends, and a migration that is missing", async () => {
  const partner = await build.organization();
  await build.customer(partner);
  expect((await checkUp()).filter(({ isFine }) => !isFine)).toEqual([]);

  await ownerPool().query("SET session_replication_role = replica; DELETE FROM customer_scope; SET session_replication_role = DEFAULT");
  expect(await finding("Access projection")).toMatchObject({ isFine: false, mend: expect.stringContaining("projection rebuild") as string });
  await rebuildProjection();
  expect((await finding("Access projection")).isFine).toBe(true);

  const { rows } = await ownerPool().query<{ name: string }>("SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1 DESC LIMIT 1");
  await ownerPool().query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1", [rows[0]!.name]);
  expect(await finding("Migrations")).toMatchObject({ isFine: false, found: expect.stringContaining(rows[0]!.name) as string });
  await ownerPool().query("UPDATE _prisma_migrations SET finished_at = now() WHERE migration_name = $1", [rows[0]!.name]);
});
