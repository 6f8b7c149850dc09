import { sessionCookie } from "@/lib/auth/cookie";
import { openSession } from "@/lib/auth/session";
import { hashPassword } from "@/lib/platform/password";
import { grant, organization, owner, role, user } from "./build";

/** A session of the person with this address, as the cookie a browser would hold; only sign-in tests type a password. */
export async function sessionFor(email: string): Promise<{ name: string; value: string }> {
  const { id } = await owner().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { name: sessionCookie().name, value: await openSession(id, { ip: "127.0.0.1", device: "Browser test" }) };
}

const password = "four plain words and more";

/** A person of an organization of their own who signs in with a password, for tests of signing in. */
export async function newcomer(fields: { needsNewPassword?: boolean; hasPolicy?: boolean } = {}) {
  const home = await organization();
  const { id, email, name } = await user(home, { passwordHash: await hashPassword(password) });
  await grant({ user: { id } }, await role(home, ["customers.view", "organizations.view"]));
  if (fields.needsNewPassword) await owner().user.update({ where: { id }, data: { needsNewPassword: true }, select: { id: true } });
  if (fields.hasPolicy) await owner().signInPolicy.create({ data: { organizationId: home.id, factorFrom: new Date(Date.now() - 60_000), updatedAt: new Date() }, select: { id: true } });
  return { id, email, name, password, organizationId: home.id };
}

/** Makes it long ago that this person proved in any session who they are. */
export const forgetProofs = (userId: number) => owner().session.updateMany({ where: { userId }, data: { provedAt: new Date(Date.now() - 3_600_000) } });

/** Somebody who reads another language and may what the person with this address may: a person beside them with the same access. */
export async function readerOf(locale: string, like: string): Promise<{ email: string }> {
  const model = await owner().user.findUniqueOrThrow({ where: { email: like }, select: { id: true, organizationId: true } });
  const made = await user({ id: model.organizationId }, { locale });
  const held = await owner().grant.findMany({ where: { userId: model.id }, select: { roleId: true, scopeKind: true, scopeRef: true, level: true } });
  await owner().grant.createMany({ data: held.map((one, at) => ({ ...one, key: `reader-${made.id}-${at}`, userId: made.id })) });
  const groups = await owner().groupMember.findMany({ where: { userId: model.id }, select: { groupId: true } });
  await owner().groupMember.createMany({ data: groups.map(({ groupId }) => ({ groupId, userId: made.id })) });
  return { email: made.email };
}
