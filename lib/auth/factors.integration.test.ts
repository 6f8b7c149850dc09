import { generate } from "otplib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addOwnPasskey, confirmOwnApp, removeOwnApp, renewOwnCodes, startOwnApp, startOwnPasskey } from "@/lib/domain/factors/commands";
import { addPasskeyInput } from "@/lib/domain/factors/schema";
import { spendAppCode } from "@/lib/domain/factors/totp";
import { hashPassword } from "@/lib/platform/password";
import { Authenticator } from "@/lib/testing/authenticator";
import * as build from "@/lib/testing/build";
import { browser, useBrowser } from "@/lib/testing/browser";
import { partialCookie, sessionCookie } from "./cookie";
import { confirmRequiredApp, goOnSigningIn, startRequiredApp } from "./enrolment";
import { setDemandedPassword } from "./new-password";
import { confirmApp } from "./own-factors";
import { beginPasskeySignIn, passkeySignInInput, signInWithPasskey } from "./passkey-sign-in";
import { passFirstStep } from "./pipeline";
import { beginPasskeyStep, passkeyStepInput, proveCode, provePasskeyStep, proveRecoveryCode } from "./second-step";
import { viewerOfSession } from "./session";
import { proofWays, proveAgainByCode, proveAgainByPassword, requireFreshProof } from "./step-up";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

const origin = { ip: "192.0.2.10", device: "Firefox" };
const portal = "http://localhost:3000";
const password = "a long enough password";
const step = 30_000;

const person = async (home?: { id: number }) => build.user(home ?? (await build.organization()), { passwordHash: await hashPassword(password) });
const codeAt = (secret: string, moment: number) => generate({ secret: secret.replaceAll(" ", ""), epoch: Math.floor(moment / 1000) });
const stopAt = (moment: number) => vi.useFakeTimers({ now: moment, toFake: ["Date"] });
/** The beginning of a code's time step, well ahead of the real clock, so that what is stored by it is not in the future. */
const start = Math.ceil(Date.now() / step) * step;

async function signedIn(userId: number) {
  await passFirstStep({ userId, method: "password" });
  return (await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))!;
}

async function withApp() {
  stopAt(start);
  const { id, email } = await person();
  const viewer = await signedIn(id);
  const { id: factorId, secret, qr } = await startOwnApp(viewer, { name: "Phone" });
  expect(qr).toContain("<svg");
  const { codes } = await confirmOwnApp(viewer, { factorId, code: await codeAt(secret, start) });
  return { id, email, viewer, secret, codes: codes!, factorId };
}

const refused = { code: "invalid" };

beforeEach(() => useBrowser());
afterEach(() => vi.useRealTimers());

test("an app counts from its first right code; its secret is not readable in the database", async () => {
  stopAt(start);
  const { id } = await person();
  const viewer = await signedIn(id);
  const { id: factorId, secret } = await startOwnApp(viewer, { name: "Phone" });

  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/" });
  await expect(confirmOwnApp(viewer, { factorId, code: "000000" })).rejects.toMatchObject(refused);
  const again = (await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))!;
  const { codes } = await confirmOwnApp(again, { factorId, code: await codeAt(secret, start) });
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/sign-in/verify" });

  const row = await build.owner().totpFactor.findUniqueOrThrow({ where: { id: factorId } });
  const kept = await build.owner().recoveryCode.findMany({ where: { userId: id } });
  expect(JSON.stringify([row.sealedSecret, kept])).not.toContain(secret.replaceAll(" ", ""));
  codes!.forEach((code) => expect(JSON.stringify(kept)).not.toContain(code));
});

test("codes of the step before and after are taken, of two steps away not; none is taken twice, nor one older than the last", async () => {
  const { id, secret } = await withApp();
  const taken = async (moment: number) => spendAppCode(id, await codeAt(secret, moment));
  const at = start + 10 * step;
  stopAt(at + 5_000);
  expect(await taken(at - 2 * step)).toBe(false);
  expect(await taken(at + 2 * step)).toBe(false);
  expect(await taken(at - step)).toBe(true);
  expect(await taken(at - step)).toBe(false);
  expect(await taken(at)).toBe(true);
  expect(await taken(at + step)).toBe(true);
  expect(await taken(at)).toBe(false);
  stopAt(start - 24 * 3_600_000);
  expect(await taken(start - 24 * 3_600_000)).toBe(false);
});

test("of fifty posts of one code exactly one is taken, and opens one session", async () => {
  const { id, secret } = await withApp();
  stopAt(start + 4 * step);
  const code = await codeAt(secret, start + 4 * step);
  expect((await Promise.all(Array.from({ length: 50 }, () => spendAppCode(id, code)))).filter(Boolean)).toHaveLength(1);

  stopAt(start + 8 * step);
  const next = await codeAt(secret, start + 8 * step);
  const before = await build.owner().session.count({ where: { userId: id } });
  await passFirstStep({ userId: id, method: "password" });
  const posts = await Promise.allSettled(Array.from({ length: 9 }, () => proveCode({ code: next })));
  expect(posts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await build.owner().session.count({ where: { userId: id } })).toBe(before);
});

test("a recovery code opens once, however it is typed; of fifty uses one succeeds, it is logged, and new codes end the old", async () => {
  const { id, viewer, codes } = await withApp();
  await passFirstStep({ userId: id, method: "password" });
  expect(await proveRecoveryCode({ code: ` ${codes[0]!.toLowerCase().replaceAll("-", " ")} ` })).toEqual({ href: "/" });
  await passFirstStep({ userId: id, method: "password" });
  await expect(proveRecoveryCode({ code: codes[0]! })).rejects.toMatchObject(refused);
  const used = await build.owner().activity.findMany({ where: { recordId: id, action: "factors.use-code" } });
  expect(used.map(({ after }) => after)).toEqual([{ left: "9 codes" }]);

  const uses = await Promise.allSettled(
    Array.from({ length: 50 }, async () => build.owner().$transaction(async (tx) => {
      const { spendRecoveryCode } = await import("@/lib/domain/factors/recovery");
      const left = await spendRecoveryCode(tx as never, id, codes[1]!);
      if (left === null) throw new Error("used");
    }, { maxWait: 30_000, timeout: 30_000 })),
  );
  expect(uses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);

  const renewed = await renewOwnCodes({ ...viewer, session: undefined } as never);
  expect(renewed.codes).toHaveLength(10);
  await passFirstStep({ userId: id, method: "password" });
  await expect(proveRecoveryCode({ code: codes[2]! })).rejects.toMatchObject(refused);
  expect(await proveRecoveryCode({ code: renewed.codes[0]! })).toEqual({ href: "/" });
});

test("guesses of codes are limited per person before they are looked at, and each is logged", async () => {
  const { id, secret } = await withApp();
  browser.cookies.clear();
  await passFirstStep({ userId: id, method: "password" });
  const guesses = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => proveCode({ code: String(100_000 + at) })));
  const codes = guesses.map((guess) => (guess.status === "rejected" ? (guess.reason as { code: string }).code : "in"));
  expect(codes.filter((code) => code === "invalid")).toHaveLength(10);
  expect(codes.filter((code) => code === "too-many")).toHaveLength(40);
  stopAt(start + 3 * step);
  await expect(proveCode({ code: await codeAt(secret, start + 3 * step) })).rejects.toMatchObject({ code: "too-many" });
  expect(await build.owner().activity.count({ where: { recordId: id, action: "sign-in", outcome: "refused" } })).toBe(10);
});

test("a change of factors ends all other sessions, and gives this one a new id", async () => {
  stopAt(start);
  const { id } = await person();
  await passFirstStep({ userId: id, method: "password" });
  const elsewhere = browser.cookies.get(sessionCookie().name)!;
  useBrowser();
  const viewer = await signedIn(id);
  const before = browser.cookies.get(sessionCookie().name)!;
  const { id: factorId, secret } = await startOwnApp(viewer, { name: "Phone" });
  await confirmApp(viewer, { factorId, code: await codeAt(secret, start) });

  expect(await viewerOfSession(elsewhere, origin)).toBeNull();
  expect(await viewerOfSession(before, origin)).toBeNull();
  expect((await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))?.session).toBe(viewer.session);
});

test("a passkey is the only step, or the second one; its answer is good once, for this browser, and a copied device is noticed", async () => {
  const { id } = await person();
  const viewer = await signedIn(id);
  const device = new Authenticator(portal);
  const answer = device.make((await startOwnPasskey(viewer)).options);
  const added = await addOwnPasskey(viewer, addPasskeyInput.parse({ name: "Laptop", passkey: answer }));
  expect(added.codes).toHaveLength(10);

  browser.cookies.clear();
  const proof = device.prove((await beginPasskeySignIn()).options);
  const cookies = new Map(browser.cookies);
  browser.cookies = new Map();
  await expect(signInWithPasskey(passkeySignInInput.parse({ passkey: proof }))).rejects.toMatchObject(refused);
  browser.cookies = cookies;
  expect(await signInWithPasskey(passkeySignInInput.parse({ passkey: proof }))).toEqual({ href: "/" });
  const session = await build.owner().session.findFirstOrThrow({ where: { userId: id }, orderBy: { id: "desc" } });
  expect(session).toMatchObject({ method: "passkey", hasSecondFactor: true });
  await expect(signInWithPasskey(passkeySignInInput.parse({ passkey: proof }))).rejects.toMatchObject(refused);

  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/sign-in/verify" });
  const second = passkeyStepInput.parse({ passkey: device.prove((await beginPasskeyStep()).options) });
  expect(await provePasskeyStep(second)).toEqual({ href: "/" });

  const copied = device.prove((await beginPasskeySignIn()).options, 1);
  await expect(signInWithPasskey(passkeySignInInput.parse({ passkey: copied }))).rejects.toMatchObject(refused);
  const stranger = new Authenticator("https://portal.example.org");
  stranger.make({ challenge: "AAAA" });
  const foreign = stranger.prove((await beginPasskeySignIn()).options);
  await expect(signInWithPasskey(passkeySignInInput.parse({ passkey: foreign }))).rejects.toMatchObject(refused);
});

test("another person's passkey is no second factor", async () => {
  const [one, other] = [await person(), await person()];
  const devices = [new Authenticator(portal), new Authenticator(portal)];
  for (const [at, { id }] of [one, other].entries()) {
    const viewer = await signedIn(id);
    await addOwnPasskey(viewer, addPasskeyInput.parse({ name: "Key", passkey: devices[at]!.make((await startOwnPasskey(viewer)).options) }));
  }
  await passFirstStep({ userId: one.id, method: "password" });
  const answer = passkeyStepInput.parse({ passkey: devices[1]!.prove((await beginPasskeyStep()).options) });
  await expect(provePasskeyStep(answer)).rejects.toMatchObject(refused);
});

test("where a policy requires it a factor is set up before anything opens, and the last one cannot be removed", async () => {
  stopAt(start);
  const partner = await build.organization();
  const { id } = await person(partner);
  await build.owner().signInPolicy.create({ data: { organizationId: partner.id, factorFrom: new Date(start - 1000), updatedAt: new Date() }, select: { id: true } });
  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/sign-in/enrol" });
  await expect(goOnSigningIn()).resolves.toEqual({ href: "/sign-in/enrol" });
  await expect(proveCode({ code: "123456" })).rejects.toMatchObject({ code: "signed-out" });

  const { id: factorId, secret } = await startRequiredApp({ name: "Phone" });
  const { codes } = await confirmRequiredApp({ factorId, code: await codeAt(secret, start) });
  expect(codes).toHaveLength(10);
  expect(await goOnSigningIn()).toEqual({ href: "/" });
  const viewer = (await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))!;
  expect(browser.cookies.has(partialCookie().name)).toBe(false);
  await expect(removeOwnApp(viewer, { factorId })).rejects.toMatchObject({ code: "conflict" });
});

test("a demanded password is not the one before, and its setting ends every session", async () => {
  const { id } = await person();
  await passFirstStep({ userId: id, method: "password" });
  const elsewhere = browser.cookies.get(sessionCookie().name)!;
  useBrowser();
  await build.owner().user.update({ where: { id }, data: { needsNewPassword: true }, select: { id: true } });
  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/sign-in/new-password" });
  await expect(setDemandedPassword({ password, repeat: password })).rejects.toMatchObject(refused);
  expect(await setDemandedPassword({ password: "another long password", repeat: "another long password" })).toEqual({ href: "/" });
  expect(await viewerOfSession(elsewhere, origin)).toBeNull();
});

test("ten minutes after the last proof it is asked for again: the password, or the factor where there is one; the session has a new id then", async () => {
  stopAt(start);
  const { id } = await person();
  const viewer = await signedIn(id);
  expect(() => requireFreshProof(viewer)).not.toThrow();
  stopAt(start + 10 * 60_000);
  expect(() => requireFreshProof(viewer)).toThrowError("Show once more");
  expect(await proofWays(viewer)).toEqual(["password"]);
  await expect(proveAgainByPassword(viewer, { password: "wrong" })).rejects.toMatchObject(refused);
  const before = browser.cookies.get(sessionCookie().name)!;
  await proveAgainByPassword(viewer, { password });
  expect(await viewerOfSession(before, origin)).toBeNull();
  const now = (await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))!;
  expect(() => requireFreshProof(now)).not.toThrow();

  const { id: factorId, secret } = await startOwnApp(now, { name: "Phone" });
  await confirmOwnApp(now, { factorId, code: await codeAt(secret, start + 10 * 60_000) });
  expect(await proofWays(now)).toEqual(["code", "recovery"]);
  await expect(proveAgainByPassword(now, { password })).rejects.toMatchObject(refused);
  stopAt(start + 25 * 60_000);
  await proveAgainByCode(now, { code: await codeAt(secret, start + 25 * 60_000) });
  const proved = (await viewerOfSession(browser.cookies.get(sessionCookie().name)!, origin))!;
  expect(() => requireFreshProof(proved)).not.toThrow();
});
