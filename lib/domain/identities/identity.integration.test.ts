import { expect, test } from "vitest";
import { hashPassword } from "@/lib/platform/password";
import * as build from "@/lib/testing/build";
import type { Claims } from "./identity";
import { personOfIdentity } from "./identity";

const origin = { ip: "192.0.2.10", device: "Firefox" };
const setting = { id: "acme", name: "Acme", issuer: "https://login.acme.example", clientId: "portico", clientSecret: "secret" };
let counter = 0;
const subject = () => `subject-${process.pid}-${counter++}`;
const enter = (claims: Claims, accounts?: { organization: string; domains: string[] }) => personOfIdentity({ provider: { ...setting, ...(accounts ? { accounts } : {}) }, claims, origin });
const claims = (email: string | null, more: Partial<Claims> = {}): Claims => ({ subject: subject(), email, isVerified: true, name: "Ida Berg", ...more });
const stored = (id: number) => build.owner().user.findUniqueOrThrow({ where: { id }, select: { status: true, passwordHash: true, organizationId: true } });
const identities = (userId: number) => build.owner().identity.count({ where: { userId } });

test("a subject is its person from the first time on, whatever the address says later", async () => {
  const person = await build.user(await build.organization());
  const first = claims(person.email.toUpperCase());

  expect(await enter(first)).toBe(person.id);
  expect(await enter({ ...first, email: "somebody-else@p.example", isVerified: false })).toBe(person.id);
  expect(await identities(person.id)).toBe(1);
});

test("an address that the provider does not confirm finds nobody and links nothing", async () => {
  const person = await build.user(await build.organization());

  for (const asked of [claims(person.email, { isVerified: false }), claims(null), claims(`${person.email},evil@p.example`)])
    await expect(enter(asked)).rejects.toMatchObject({ code: "signed-out" });
  expect(await identities(person.id)).toBe(0);
});

test("an invited person joins by it; a deactivated one is as unknown as nobody", async () => {
  const invited = await build.user(await build.organization(), { status: "invited" });
  const left = await build.user(await build.organization(), { status: "deactivated" });

  expect(await enter(claims(invited.email))).toBe(invited.id);
  expect((await stored(invited.id)).status).toBe("active");
  const refusal = await enter(claims(left.email)).catch((error: Error) => error.message.replace(left.email, "…"));
  const unknown = await enter(claims("nobody@p.example")).catch((error: Error) => error.message.replace("nobody@p.example", "…"));
  expect(refusal).toBe(unknown);
});

test("a password that somebody set before the address was proved is no longer good; one set by a mailed link stays", async () => {
  const planted = await build.user(await build.organization(), { passwordHash: await hashPassword("planted by a stranger") });
  const proved = await build.user(await build.organization(), { passwordHash: await hashPassword("chosen by its owner") });
  const at = new Date();
  await build.owner().oneTimeLink.create({ data: { tokenHash: `used-${proved.id}`, purpose: "reset-password", userId: proved.id, createdAt: at, expiresAt: at, usedAt: at }, select: { id: true } });

  await enter(claims(planted.email));
  await enter(claims(proved.email));

  expect((await stored(planted.id)).passwordHash).toBeNull();
  expect((await stored(proved.id)).passwordHash).not.toBeNull();
  expect(await build.owner().mail.count({ where: { userId: planted.id, template: "account-changed" } })).toBe(1);
});

test("accounts are made only for the domains that the configuration names, without any access, and once", async () => {
  const home = await build.organization();
  const { key } = await build.owner().organization.findUniqueOrThrow({ where: { id: home.id }, select: { key: true } });
  const domain = `d${home.id}.example`;
  const accounts = { organization: key, domains: [domain] };
  const asked = claims(`ida@${domain}`);

  await expect(enter(asked)).rejects.toMatchObject({ code: "signed-out" });
  await expect(enter(claims(`ida@x${domain}`), accounts)).rejects.toMatchObject({ code: "signed-out" });
  const made = await Promise.all(Array.from({ length: 10 }, () => enter(asked, accounts)));

  expect(new Set(made).size).toBe(1);
  expect(await stored(made[0]!)).toEqual({ status: "active", passwordHash: null, organizationId: home.id });
  expect(await build.owner().grant.count({ where: { userId: made[0]! } })).toBe(0);
  expect((await build.owner().activity.findMany({ where: { recordType: "user", recordId: made[0]! } })).map(({ action }) => action)).toEqual(["users.join"]);
});
