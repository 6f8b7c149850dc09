import "server-only";
import sql from "sql-template-tag";
import { now } from "../../platform/clock";
import { ownerDb } from "../../platform/db/client";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { hashPassword } from "../../platform/password";
import { requireStrongPassword } from "../../platform/password-strength";
import { hashToken, newApiToken, startOf } from "../../platform/token";
import { isPermission } from "../../access/permissions";
import { canonicalEmail } from "../../shared/email";
import { conflict, invalid, nobodyHas } from "../../shared/errors";
import { newPassword } from "../../shared/password-rule";
import { paths } from "../../shared/paths";
import { stateOf, type PersonState } from "../access/person-state";
import { recordActivity } from "../activity/record";
import { createInvitation } from "../invitations/commands";
import { mailPerson } from "../mail/queue";
import { ensureTemplates } from "../roles/templates";
import { deactivateWithin, reactivateWithin } from "../users/deactivation";
import type { UserStatus } from "../users/rows";
import { requireUser } from "../users/saving";
import { machineOwner } from "./machine-owner";

type Person = { id: number; name: string; email: string; organizationId: number };

const addressOf = (email: string) => {
  const address = canonicalEmail(email);
  if (!address) throw invalid({ email: "Give an address like name@example.com." });
  return address;
};

async function personOf(tx: Transaction, email: string): Promise<Person> {
  const address = addressOf(email);
  const found = await tx.user.findUnique({ where: { email: address }, select: { id: true, name: true, email: true, organizationId: true } });
  if (!found) throw nobodyHas(address);
  return found;
}

async function rootOf(tx: Transaction): Promise<{ id: number; name: string }> {
  const root = await tx.organization.findFirst({ where: { parentId: null }, select: { id: true, name: true } });
  return root ?? tx.organization.create({ data: { key: "operator", name: "Operator" }, select: { id: true, name: true } });
}

const subjectOf = ({ id, name, organizationId }: Person) => ({ recordType: "user", recordId: id, recordName: name, organizationId });

type MadeToken = { token: string; /** What has to happen before it works; null when it does. */ worksOnce: string | null };

/**
 * Makes an API token for a person, narrowed to the permissions if any are given. Answers the token, which is kept as a hash alone. It may
 * be made before its owner can act, and works from then on.
 */
export async function createToken(asked: { email: string; name: string; expiresAt: Date | null; permissions: string[] }): Promise<MadeToken> {
  const unknown = asked.permissions.filter((key) => !isPermission(key));
  if (unknown.length > 0) throw invalid({ permissions: `There is no permission ${unknown.join(", ")}.` });
  if (asked.expiresAt && asked.expiresAt <= now()) throw invalid({ expires: "Give a day that is still to come." });
  const token = newApiToken();
  return ownerDb().$transaction(async (tx) => {
    const person = await personOf(tx, asked.email);
    const isNarrowed = asked.permissions.length > 0;
    const data = { userId: person.id, tokenHash: hashToken(token), start: startOf(token), name: asked.name, isNarrowed, permissions: asked.permissions, expiresAt: asked.expiresAt };
    await tx.apiToken.create({ data, select: { id: true } });
    const { name, permissions, expiresAt } = asked;
    await recordActivity(tx, machineOwner(0), { ...subjectOf(person), action: "api-tokens.create", after: { name, permissions, expiresAt } });
    await mailPerson(tx, person.id, { template: "account-changed", data: { name: person.name, change: "token-made", at: now().toISOString(), what: name, path: paths.accountTokens() } });
    return { token, worksOnce: await whatKeepsOut(tx, person) };
  });
}

async function whatKeepsOut(tx: Transaction, { id, name }: Person): Promise<string | null> {
  const [found] = await rowsIn<{ state: PersonState }>(tx, sql`SELECT ${stateOf(now())} AS state FROM users u WHERE u.id = ${id}`);
  switch (found!.state) {
    case "active":
      return null;
    case "invited":
      return `${name} has not joined yet: the token works once they have.`;
    case "deactivated":
      return `${name} is deactivated: the token works once the account is brought back.`;
    case "expired":
      return `The account of ${name} has ended: the token works once it has a later last day.`;
    case "suspended":
      return `The organization of ${name}, or one above it, is deactivated: the token works once that is active again.`;
  }
}

/** Makes a person at home in the organization with this key (the operator when none), with full access there if asked for. Answers a one-time link's path. */
export async function createPerson(asked: { email: string; name: string; organization: string | null; isAdministrator: boolean }): Promise<{ path: string }> {
  const email = addressOf(asked.email);
  return ownerDb().$transaction(async (tx) => {
    const root = await rootOf(tx);
    const templates = await ensureTemplates(tx, root.id);
    const home = asked.organization ? await tx.organization.findUnique({ where: { key: asked.organization }, select: { id: true } }) : root;
    if (!home) throw invalid({ organization: `There is no organization ${asked.organization}.` });
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) throw conflict(`Somebody already has an account with ${email}.`);
    const user = await tx.user.create({ data: { email, name: asked.name, organizationId: home.id }, select: { id: true, name: true, email: true, organizationId: true } });
    await recordActivity(tx, machineOwner(root.id), { ...subjectOf(user), action: "users.invite", after: { email, name: asked.name } });
    if (asked.isAdministrator) {
      const data = { key: `administrator-${user.id}`, userId: user.id, roleId: templates.get("full-access")!, scopeKind: "everything", level: "write", reason: "Made on the machine itself" } as const;
      const grant = await tx.grant.create({ data, select: { id: true } });
      await recordActivity(tx, machineOwner(root.id), { recordType: "grant", recordId: grant.id, recordName: `Full access for ${user.name}`, organizationId: home.id, action: "grants.give" });
    }
    return { path: `/invitation/${await createInvitation(tx, user.id, null)}` };
  });
}

/**
 * Deactivates or brings back a person, by the same functions as the screens; answers the state they are in then. One who has not used
 * the invitation is not brought to life by this: they need a password first.
 */
export function setActive(email: string, isActive: boolean): Promise<{ email: string; status: UserStatus }> {
  return ownerDb().$transaction(async (tx) => {
    const owner = machineOwner((await rootOf(tx)).id);
    const { id } = await personOf(tx, email);
    const user = await requireUser(tx, owner, id, "users.deactivate");
    if (isActive && user.status === "invited") throw conflict(`${user.name} has not used the invitation yet. Set a password with: user password ${user.email}`);
    await (isActive ? reactivateWithin(tx, owner, user) : deactivateWithin(tx, owner, user));
    const { status } = await tx.user.findUniqueOrThrow({ where: { id }, select: { status: true } });
    return { email: user.email, status };
  });
}

/** Sets a person's password, makes the account active if it was invited, ends its sessions, and tells the person by mail. */
export async function setPassword(email: string, password: string): Promise<void> {
  const problem = newPassword.safeParse(password).error?.issues[0]?.message;
  if (problem) throw invalid({ password: problem });
  const passwordHash = await hashPassword(password);
  await ownerDb().$transaction(async (tx) => {
    const person = await personOf(tx, email);
    requireStrongPassword(password, person);
    await tx.user.updateMany({ where: { id: person.id }, data: { passwordHash, version: { increment: 1 } } });
    await tx.user.updateMany({ where: { id: person.id, status: "invited" }, data: { status: "active" } });
    await tx.session.deleteMany({ where: { userId: person.id } });
    await recordActivity(tx, machineOwner(0), { ...subjectOf(person), action: "users.set-password" });
    await mailPerson(tx, person.id, { template: "account-changed", data: { name: person.name, change: "password-set-by-other", at: now().toISOString() } });
  });
}
