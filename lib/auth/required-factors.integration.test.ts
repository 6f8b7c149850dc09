import { generate } from "otplib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addOwnPasskey, resetFactors, startOwnApp, startOwnPasskey } from "@/lib/domain/factors/commands";
import { factorDue } from "@/lib/domain/factors/queries";
import { addPasskeyInput } from "@/lib/domain/factors/schema";
import { hashPassword } from "@/lib/platform/password";
import { Authenticator } from "@/lib/testing/authenticator";
import * as build from "@/lib/testing/build";
import { browser, useBrowser } from "@/lib/testing/browser";
import { mailsTo } from "@/lib/testing/mailbox";
import { sessionCookie } from "./cookie";
import { confirmApp } from "./own-factors";
import { passFirstStep } from "./pipeline";
import { viewerOfSession } from "./session";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

const origin = { ip: "192.0.2.10", device: "Firefox" };
const portal = "http://localhost:3000";
const step = 30_000;
const start = Math.ceil(Date.now() / step) * step;

const person = async (home: { id: number }) => build.user(home, { passwordHash: await hashPassword("a long enough password") });
const codeAt = (secret: string, moment: number) => generate({ secret: secret.replaceAll(" ", ""), epoch: Math.floor(moment / 1000) });
const stopAt = (moment: number) => vi.useFakeTimers({ now: moment, toFake: ["Date"] });

async function signedIn(userId: number) {
  await passFirstStep({ userId, method: "password" });
  return (await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))!;
}

beforeEach(() => useBrowser());
afterEach(() => vi.useRealTimers());

test("somebody who may resets another's factors: sessions end, the password stays; not one's own, not of somebody hidden, not without the right", async () => {
  const partner = await build.organization();
  const { id, email } = await person(partner);
  const viewer = await signedIn(id);
  const device = new Authenticator(portal);
  await addOwnPasskey(viewer, addPasskeyInput.parse({ name: "Key", passkey: device.make((await startOwnPasskey(viewer)).options) }));
  const session = browser.cookies.get(sessionCookie().name)!;
  const [admin, reader, stranger] = [
    await build.person(partner, ["users.reset-factors"]),
    await build.person(partner, ["users.view"]),
    await build.person(await build.organization(), ["users.reset-factors"]),
  ];
  await expect(resetFactors(reader, { userId: id })).rejects.toMatchObject({ code: "refused" });
  await expect(resetFactors(stranger, { userId: id })).rejects.toMatchObject({ code: "not-found" });
  await expect(resetFactors(admin, { userId: admin.facts.userId })).rejects.toMatchObject({ code: "refused" });
  await resetFactors(admin, { userId: id });

  expect(await viewerOfSession(session, origin)).toBeNull();
  const after = await build.owner().user.findUniqueOrThrow({ where: { id }, include: { passkeys: true, recoveryCodes: true } });
  expect(after).toMatchObject({ email, passkeys: [], recoveryCodes: [] });
  expect(after.passwordHash).not.toBeNull();
  expect((await mailsTo({ email })).at(-1)!.subject, "the mail names no factor that they never had").toBe("Your second factors were removed");
  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/" });
});

test("whoever will need a factor is reminded until they have one; an enrolled session is not cut when the day comes", async () => {
  stopAt(start);
  const partner = await build.organization();
  const { id } = await person(partner);
  const from = new Date(start + 3_600_000);
  const viewer = await signedIn(id);
  expect(await factorDue(viewer)).toBeNull();
  await build.owner().signInPolicy.create({ data: { organizationId: partner.id, factorFrom: from, updatedAt: new Date() }, select: { id: true } });
  await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin);
  expect(await factorDue(viewer)).toEqual(from);
  const { id: factorId, secret } = await startOwnApp(viewer, { name: "Phone" });
  await confirmApp(viewer, { factorId, code: await codeAt(secret, start) });
  expect(await factorDue(viewer)).toBeNull();

  const session = browser.cookies.get(sessionCookie().name)!;
  useBrowser();
  stopAt(start + 3_600_000 - 1000);
  expect(await viewerOfSession(session, origin)).not.toBeNull();
  stopAt(start + 3_600_000 + 1000);
  expect(await viewerOfSession(session, origin)).not.toBeNull();
});
