import { randomBytes, randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { viewerOfToken } from "@/lib/auth/session";
import { deactivateUser, reactivateUser } from "@/lib/domain/users/commands";
import { getCustomer } from "@/lib/domain/customers/queries";
import { hashToken } from "@/lib/platform/token";
import { allowed, can } from "@/lib/access/decide";
import { permissions, type Permission } from "@/lib/access/permissions";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { mailsTo } from "@/lib/testing/mailbox";
import { createOwnToken, revokeOwnToken, revokeToken } from "./commands";
import { listOwnTokens, listTokens, listTokensOf, tokenChoices } from "./queries";
import { createTokenInput, tokenList } from "./schema";

afterEach(() => void vi.useRealTimers());

const nowhere = { ip: null, device: null };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const input = (more: object = {}) => createTokenInput.parse({ name: "Nightly sync", lastDay: inDays(90), limit: "all", ...more });
const through = (token: string) => viewerOfToken(token, nowhere);

test("a token is answered once, kept as a hash alone, told apart by its first letters, and in the log by name", async () => {
  const partner = await build.organization();
  const person = await build.person(partner, ["customers.view"]);

  const { id, token } = await createOwnToken(person, input());

  expect(token).toMatch(/^ptc_[\w-]{43}$/);
  const kept = await build.owner().apiToken.findUniqueOrThrow({ where: { id } });
  expect(kept).toMatchObject({ tokenHash: hashToken(token), start: token.slice(0, 8), userId: person.facts.userId, isNarrowed: false });
  const log = await build.owner().activity.findMany({ where: { actorId: person.facts.userId }, select: { action: true, recordType: true, recordId: true, organizationId: true, after: true } });
  expect(log).toMatchObject([{ action: "api-tokens.create", recordType: "user", recordId: person.facts.userId, organizationId: partner.id, after: { token: "Nightly sync", permissions: null } }]);
  expect(JSON.stringify([{ ...kept, start: "" }, log, await listOwnTokens(person)])).not.toContain(token.slice(8));
});

test("whoever has a new token is told by mail which, and where it can be taken back; never the token itself", async () => {
  const user = await build.user(await build.organization());
  const { token } = await createOwnToken(await build.viewer(user), input());

  const [mail, ...more] = await mailsTo(user);
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ template: "account-changed", subject: "An API token was made" });
  expect(mail!.text).toContain("What: Nightly sync");
  expect(mail!.text).toContain("/account/tokens");
  expect(mail!.html + mail!.text).not.toContain(token);
});

test("a token may what its owner may at the moment: a right taken away is gone from it, one given is there", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const user = await build.user(partner);
  const first = await build.grant({ user }, await build.role(partner, ["customers.edit"]));
  const { token } = await createOwnToken(await build.viewer(user), input());
  const may = async (key: Permission) => can((await through(token))!, key);

  expect([await may("customers.edit"), await may("users.view")]).toEqual([true, false]);
  await expect(getCustomer((await through(token))!, customer.id)).resolves.toMatchObject({ id: customer.id });
  await build.owner().grant.delete({ where: { id: first.id } });
  expect(await may("customers.edit")).toBe(false);
  await expect(getCustomer((await through(token))!, customer.id)).rejects.toMatchObject({ code: "refused" });
  await build.grant({ user }, await build.role(partner, ["users.view"]));
  expect(await may("users.view")).toBe(true);
});

test("a narrowed token has no more than the list and no more than its owner, with what the list implies", async () => {
  const partner = await build.organization();
  const user = await build.user(partner);
  const grant = await build.grant({ user }, await build.role(partner, ["customers.edit", "users.view"]));
  const { token } = await createOwnToken(await build.viewer(user), input({ limit: "listed", permissions: ["customers.edit-contact", ""] }));
  const held = async () => {
    const viewer = (await through(token))!;
    return permissions.map(({ key }) => key).filter((key) => can(viewer, key));
  };

  expect(await held()).toEqual(["customers.list", "customers.view", "customers.edit-contact"]);
  await build.owner().grant.delete({ where: { id: grant.id } });
  await build.grant({ user }, await build.role(partner, ["customers.list"]));
  expect(await held()).toEqual(["customers.list"]);
});

test("what one does not hold cannot be put into a token, nor what is no permission; nothing is made and nothing logged", async () => {
  const partner = await build.organization();
  const person = await build.person(partner, ["customers.view"]);

  await expect(createOwnToken(person, input({ limit: "listed", permissions: ["customers.edit"] }))).rejects.toMatchObject({ code: "invalid", fields: { permissions: expect.any(String) as string } });
  expect(createTokenInput.safeParse({ name: "X", lastDay: inDays(1), limit: "listed", permissions: ["customers.fly"] }).success).toBe(false);
  expect(createTokenInput.safeParse({ name: "X", lastDay: inDays(1), limit: "listed", permissions: [""] }).success).toBe(false);
  expect(createTokenInput.safeParse({ name: "X", limit: "all" }).error?.issues[0]?.path).toEqual(["lastDay"]);
  expect(createTokenInput.safeParse({ name: "X", lastDay: inDays(1), limit: "all", userId: 1 }).success).toBe(false);
  for (const [days, message] of [[-1, "today"], [367, "year"]] as const) {
    await expect(createOwnToken(person, input({ lastDay: inDays(days) }))).rejects.toMatchObject({ code: "invalid", fields: { lastDay: expect.stringContaining(message) as string } });
  }
  expect(await build.owner().apiToken.count({ where: { userId: person.facts.userId } })).toBe(0);
  expect(await build.owner().activity.count({ where: { actorId: person.facts.userId, outcome: "done" } })).toBe(0);
  expect(Object.keys(tokenChoices(person).locked)).toContain("customers.edit");
  expect(Object.keys(tokenChoices(person).locked)).not.toContain("customers.list");
});

test("nobody makes, sees or ends own tokens through a token", async () => {
  const person = await build.person(await build.organization(), permissions.map(({ key }) => key));
  const { id, token } = await createOwnToken(person, input());
  const program = (await through(token))!;

  await expect(createOwnToken(program, input())).rejects.toMatchObject({ code: "refused" });
  await expect(revokeOwnToken(program, { tokenId: id })).rejects.toMatchObject({ code: "refused" });
  await expect(listOwnTokens(program)).rejects.toMatchObject({ code: "refused" });
});

test("an expired token, a revoked one, and those of a person who is out are refused at once; reactivation brings none back", async () => {
  const partner = await build.organization();
  const person = await build.person(partner, ["customers.view"]);
  const admin = await build.person(await build.operator(), ["users.deactivate", "customers.view"]);
  const [first, second] = [await createOwnToken(person, input()), await createOwnToken(person, input({ lastDay: inDays(2) }))];

  await revokeOwnToken(person, { tokenId: first.id });
  expect(await through(first.token)).toBeNull();
  expect(await through(second.token)).not.toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 4 * 86_400_000 });
  expect(await through(second.token)).toBeNull();
  expect((await listOwnTokens(person)).map(({ state }) => state)).toEqual(["expired", "revoked"]);
  vi.useRealTimers();
  await build.owner().organization.update({ where: { id: partner.id }, data: { status: "deactivated" } });
  expect(await through(second.token)).toBeNull();
  await build.owner().organization.update({ where: { id: partner.id }, data: { status: "active" } });
  expect(await through(second.token)).not.toBeNull();
  await deactivateUser(admin, { userId: person.facts.userId });
  expect(await through(second.token)).toBeNull();
  await build.owner().user.update({ where: { id: person.facts.userId }, data: { passwordHash: "x" } });
  await reactivateUser(admin, { userId: person.facts.userId });
  expect(await through(second.token)).toBeNull();
});

test("the last use is noted", async () => {
  const person = await build.person(await build.organization(), ["customers.view"]);
  const { token } = await createOwnToken(person, input());

  expect((await listOwnTokens(person))[0]!.lastUsedAt).toBeNull();
  await through(token);
  expect((await listOwnTokens(person))[0]!.lastUsedAt).toBeInstanceOf(Date);
});

test("random tokens, and ones that nearly fit, are refused", async () => {
  const person = await build.person(await build.organization(), ["customers.view"]);
  const { token } = await createOwnToken(person, input());
  const count = Number(process.env.PORTICO_RANDOM_TOKENS ?? 500);
  const random = Array.from({ length: count }, (_, at) => (at % 3 === 0 ? randomUUID() : `ptc_${randomBytes(32).toString("base64url")}`));
  const near = [token.slice(0, -1), `${token}x`, token.toUpperCase(), ` ${token}`, hashToken(token), token.slice(0, 8), ""];

  for (const guess of [...random, ...near]) expect(await through(guess)).toBeNull();
  expect(await through(token)).not.toBeNull();
});

test("administrators see and revoke the tokens of people in their reach; others' are not found, and nothing secret is answered", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const person = await build.person(below, ["customers.view"]);
  const { id, token } = await createOwnToken(person, input({ limit: "listed", permissions: ["customers.view"] }));
  const admin = await build.person(partner, ["api-tokens.manage"], { kind: "subtree", ref: below.id });
  const stranger = await build.person(await build.organization(), ["api-tokens.manage"]);
  const reader = await build.person(partner, ["users.view"]);
  await apiToken(stranger);

  const page = await listTokens(admin, tokenList.parse({}));

  expect(page).toMatchObject({ rows: [{ id, name: "Nightly sync", userId: person.facts.userId, userName: person.facts.name, permissions: ["customers.view"], lastUsedAt: null, state: "active" }], total: { count: 1 } });
  expect(JSON.stringify(page)).not.toContain(token.slice(8));
  expect(JSON.stringify(page)).not.toContain(hashToken(token));
  expect((await listTokens(admin, tokenList.parse({ status: "revoked" }))).rows).toEqual([]);
  expect((await listTokens(admin, tokenList.parse({ search: "NIGHT sync" }))).rows).toHaveLength(1);
  expect(await listTokensOf(admin, person.facts.userId)).toHaveLength(1);
  expect(await listTokensOf(reader, person.facts.userId)).toBeNull();
  await expect(listTokens(reader, tokenList.parse({}))).rejects.toMatchObject({ code: "refused", permission: "api-tokens.manage" });
  await expect(revokeToken(reader, { tokenId: id })).rejects.toMatchObject({ code: "refused" });
  for (const other of [stranger, admin]) await expect(revokeOwnToken(other, { tokenId: id })).rejects.toMatchObject({ code: "not-found" });
  await expect(revokeToken(stranger, { tokenId: id })).rejects.toMatchObject({ code: "not-found" });
  expect(await through(token)).not.toBeNull();
  await revokeToken(admin, { tokenId: id });
  await revokeToken(admin, { tokenId: id });
  expect(await through(token)).toBeNull();
  const log = await build.owner().activity.findMany({ where: { recordId: person.facts.userId, action: "api-tokens.revoke" } });
  expect(log).toMatchObject([{ actorId: admin.facts.userId, before: { token: "Nightly sync" } }]);
});

test("a person's tokens are at most so many at once", async () => {
  const person = await build.person(await build.organization(), ["customers.view"]);
  for (let at = 0; at < 50; at++) await apiToken(person);

  await expect(createOwnToken(person, input())).rejects.toMatchObject({ code: "conflict" });
});

test("a narrowed token of a person with full access is decided like a role with these permissions", async () => {
  const partner = await build.organization();
  const person = await build.person(partner, permissions.map(({ key }) => key));
  const { token } = await createOwnToken(person, input({ limit: "listed", permissions: ["organizations.edit"] }));
  const viewer = (await through(token))!;

  expect(viewer.via).toBe("token Nightly sync");
  expect(allowed(viewer.access, "organizations.edit", [partner.id * 16 + 2, partner.id * 16 + 1])).toBe(true);
  expect(allowed(viewer.access, "organizations.deactivate", [partner.id * 16 + 2, partner.id * 16 + 1])).toBe(false);
});
