import "server-only";
import { PrismaAdapter } from "@auth/prisma-adapter";
import { now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import type { Transaction } from "../../platform/db/connect";
import { isTaken } from "../../platform/db/faults";
import type { ProviderSetting } from "../../platform/providers";
import { canonicalEmail } from "../../shared/email";
import { Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { recordActivity } from "../activity/record";
import { mailPerson } from "../mail/queue";

/** What a provider has proved about somebody; its signature, issuer and nonce have been checked. */
export type Claims = { subject: string; email: string | null; isVerified: boolean; name: string | null };

type Origin = { ip: string | null; device: string | null };
type Asked = { provider: ProviderSetting; claims: Claims; origin: Origin };
type Person = { id: number; name: string; status: string; organizationId: number };

const columns = { id: true, name: true, status: true, organizationId: true } as const;

/** Auth.js' own adapter, on the table of identities; of its methods those about identities are used. */
const adapterOn = (tx: Pick<Transaction, "identity">) => PrismaAdapter({ account: tx.identity } as never);

/**
 * Whose identity this is. A subject seen before is its person, whatever the address says now. One that is new is linked to the person with the
 * same address if the provider has verified it, or becomes an account without any access where the configuration lets it.
 * Throws `signed-out` with what would be right.
 */
export async function personOfIdentity(asked: Asked): Promise<number> {
  const known = await adapterOn(db()).getUserByAccount!({ provider: asked.provider.id, providerAccountId: asked.claims.subject });
  if (known) return Number(known.id);
  const address = verifiedAddress(asked);
  try {
    return await db().$transaction(async (tx) => {
      const found = await tx.user.findUnique({ where: { email: address }, select: columns });
      const person = found ? await welcome(tx, found, asked) : await makeAccount(tx, address, asked);
      await adapterOn(tx).linkAccount!({ userId: person.id as never, type: "oidc", provider: asked.provider.id, providerAccountId: asked.claims.subject });
      return person.id;
    });
  } catch (error) {
    // Two tabs at once: the other one has just linked or made the account.
    if (isTaken(error)) return personOfIdentity(asked);
    throw error;
  }
}

function verifiedAddress({ provider, claims }: Asked): string {
  const address = claims.email === null ? null : canonicalEmail(claims.email);
  if (address && claims.isVerified) return address;
  throw new Problem("signed-out", t("{provider} does not confirm your email address, so it cannot find your account here. Sign in with your password.", { provider: provider.name }));
}

const unknown = (provider: ProviderSetting, address: string) =>
  new Problem("signed-out", t("No account here can be used with {address} from {provider}. Ask your administrator for an invitation.", { address, provider: provider.name }));

/** Somebody with an account comes by this provider for the first time. */
async function welcome(tx: Transaction, person: Person, { provider, claims, origin }: Asked): Promise<Person> {
  const actor = { via: provider.name, ...origin, facts: { userId: person.id, name: person.name } };
  const subject = { recordType: "user", recordId: person.id, recordName: person.name, organizationId: person.organizationId };
  if (person.status === "deactivated") throw unknown(provider, claims.email!);
  if (person.status === "invited") {
    await tx.user.updateMany({ where: { id: person.id, status: "invited" }, data: { status: "active", version: { increment: 1 } } });
    await tx.invitation.updateMany({ where: { userId: person.id, usedAt: null }, data: { usedAt: now() } });
    await recordActivity(tx, actor, { action: "users.join", ...subject, before: { status: "invited" }, after: { status: "active", provider: provider.name } });
    return person;
  }
  const kept = await keepsPassword(tx, person.id);
  if (!kept) await tx.user.updateMany({ where: { id: person.id }, data: { passwordHash: null, version: { increment: 1 } } });
  await tx.session.deleteMany({ where: { userId: person.id } });
  await recordActivity(tx, actor, { action: "users.link-provider", ...subject, after: { provider: provider.name, passwordKept: kept } });
  await mailPerson(tx, person.id, { template: "account-changed", data: { name: person.name, change: "provider-linked", what: provider.name, at: now().toISOString(), ...origin } });
  return person;
}

/** A password that was set before anybody proved to own the address might be a stranger's who waits for its owner. */
async function keepsPassword(tx: Transaction, userId: number): Promise<boolean> {
  const proofs = await tx.oneTimeLink.count({ where: { userId, purpose: "reset-password", usedAt: { not: null } } });
  return proofs > 0;
}

/** An account with a name and nothing else, where the configuration says so. */
async function makeAccount(tx: Transaction, address: string, { provider, claims, origin }: Asked): Promise<Person> {
  const { accounts } = provider;
  const isOurs = accounts?.domains.includes(address.split("@")[1]!);
  const home = accounts && isOurs ? await tx.organization.findFirst({ where: { key: accounts.organization, status: "active" }, select: { id: true } }) : null;
  if (!home) throw unknown(provider, address);
  const name = claims.name?.trim().slice(0, 200) || address;
  const person = await tx.user.create({ data: { email: address, name, organizationId: home.id, status: "active" }, select: columns });
  const subject = { recordType: "user", recordId: person.id, recordName: name, organizationId: home.id };
  await recordActivity(tx, { via: provider.name, ...origin, facts: { userId: person.id, name } }, { action: "users.join", ...subject, after: { email: address, name, status: "active", provider: provider.name } });
  return person;
}
