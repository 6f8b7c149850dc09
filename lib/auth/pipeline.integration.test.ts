import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { inviteUser } from "@/lib/domain/users/commands";
import { inviteUserInput } from "@/lib/domain/users/schema";
import { hashPassword } from "@/lib/platform/password";
import * as build from "@/lib/testing/build";
import { browser, useBrowser } from "@/lib/testing/browser";
import { mailsTo } from "@/lib/testing/mailbox";
import { inLanguage } from "@/lib/shared/language/reader";
import { partialCookie, sessionCookie } from "./cookie";
import { finishSignIn } from "./finish";
import { beginPartial, missingStep, noteSecondFactor, partialOf } from "./partial";
import { passFirstStep } from "./pipeline";
import { checkPassword } from "./sign-in";
import { renewSession, viewerOfSession } from "./session";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

const origin = { ip: "192.0.2.10", device: "Firefox" };
const password = "a long enough password";
const policy = (home: { id: number }, fields: object) => build.owner().signInPolicy.create({ data: { organizationId: home.id, updatedAt: new Date(), ...fields }, select: { id: true } });
const person = async (home?: { id: number }) => build.user(home ?? (await build.organization()), { passwordHash: await hashPassword(password) });
const log = (userId: number) => build.owner().activity.findMany({ where: { action: "sign-in", recordId: userId }, orderBy: { id: "asc" } });

beforeEach(() => useBrowser());
afterEach(() => vi.useRealTimers());

test("a first step with nothing missing opens a session with a new id, ends the one the browser had, and is logged", async () => {
  const { id } = await person();
  browser.cookies.set(sessionCookie().name, "planted by somebody else");

  expect(await passFirstStep({ userId: id, method: "password", next: "/customers" })).toEqual({ href: "/customers" });
  const first = browser.cookies.get(sessionCookie().name)!;
  expect(first).not.toBe("planted by somebody else");
  expect((await viewerOfSession(first, origin))?.facts.userId).toBe(id);
  expect(browser.cookies.has(partialCookie().name)).toBe(false);

  await passFirstStep({ userId: id, method: "password" });
  expect(await viewerOfSession(first, origin)).toBeNull();
  const rows = await log(id);
  expect(rows.map(({ after }) => after)).toEqual([
    { method: "password", secondFactor: false, newDevice: true },
    { method: "password", secondFactor: false, newDevice: false },
  ]);
});

test("mails to whoever chose no language are in the one they read when they signed in last, or in which they were invited", async () => {
  Object.assign(globalThis, { porticoReader: new AsyncLocalStorage() });
  onTestFinished(() => void Object.assign(globalThis, { porticoReader: undefined }));
  const home = await build.organization();
  const reader = await person(home);
  const admin = await build.person(home, ["users.invite", "users.list"]);
  const locales = async (email: string) => (await mailsTo({ email })).map(({ locale }) => locale);

  await inLanguage("de", () => passFirstStep({ userId: reader.id, method: "password" }));
  await inLanguage("ar", () => passFirstStep({ userId: reader.id, method: "password" }));
  useBrowser("198.51.100.7");
  await inLanguage("de", () => passFirstStep({ userId: reader.id, method: "password" }));
  await build.owner().user.update({ where: { id: reader.id }, data: { locale: "en" }, select: { id: true } });
  useBrowser("198.51.100.8");
  await inLanguage("de", () => passFirstStep({ userId: reader.id, method: "password" }));
  expect(await locales(reader.email)).toEqual(["de", "en"]); // the first sign-in ever is no news, nor is a browser that is known

  const email = `asked-${reader.id}@example.com`;
  await inLanguage("de", () => inviteUser(admin, inviteUserInput.parse({ organizationId: home.id, name: "Vreni", email })));
  expect(await locales(email)).toEqual(["de"]);
});

test("where a second factor is required or set up, the first step opens nothing: its cookie is no session", async () => {
  const partner = await build.organization();
  const { id } = await person(partner);
  await policy(partner, { factorFrom: new Date(Date.now() - 1000) });

  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/sign-in/enrol" });
  const partial = browser.cookies.get(partialCookie().name)!;
  expect(browser.cookies.has(sessionCookie().name)).toBe(false);
  expect(await viewerOfSession(partial, origin)).toBeNull();

  await build.owner().totpFactor.create({ data: { userId: id, name: "Phone", sealedSecret: "-", createdAt: new Date(), confirmedAt: new Date() }, select: { id: true } });
  expect(await passFirstStep({ userId: id, method: "password" })).toEqual({ href: "/sign-in/verify" });
  expect(await passFirstStep({ userId: id, method: "passkey", isTwoFactor: true })).toEqual({ href: "/" });
});

test("a new password that was demanded comes after the second factor, and nothing opens before", async () => {
  const { id } = await person();
  await build.owner().user.update({ where: { id }, data: { needsNewPassword: true }, select: { id: true } });
  const partial = await beginPartial({ userId: id, method: "password" });

  expect(await missingStep(partial)).toBe("new-password");
  await expect(finishSignIn(partial, origin, null)).rejects.toMatchObject({ code: "signed-out" });
});

test("of fifty tries to finish one sign-in exactly one opens a session", async () => {
  const { id } = await person();
  const partial = await beginPartial({ userId: id, method: "password" });
  const tries = await Promise.allSettled(Array.from({ length: 50 }, () => finishSignIn(partial, origin, null)));

  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await build.owner().session.count({ where: { userId: id } })).toBe(1);
});

test("an unfinished sign-in is over after a quarter of an hour, and at once for somebody who is deactivated", async () => {
  const { id } = await person();
  const late = await beginPartial({ userId: id, method: "password" });
  vi.useFakeTimers({ now: Date.now() + 15 * 60_000 + 1, toFake: ["Date"] });
  expect(await partialOf(late.token)).toBeNull();
  await expect(finishSignIn(late, origin, null)).rejects.toMatchObject({ code: "signed-out" });
  vi.useRealTimers();

  const other = await beginPartial({ userId: id, method: "password" });
  expect(await partialOf(other.token)).not.toBeNull();
  await build.owner().user.update({ where: { id }, data: { status: "deactivated" }, select: { id: true } });
  expect(await partialOf(other.token)).toBeNull();
  await expect(noteSecondFactor({ ...other, id: 0 })).rejects.toMatchObject({ code: "signed-out" });
});

test("sessions end when they are idle or old for too long by the strictest policy, and when a factor becomes required", async () => {
  const above = await build.organization();
  const partner = await build.organization(above);
  const { id } = await person(partner);
  const at = async (minutes: number, session: string) => {
    vi.useFakeTimers({ now: start + minutes * 60_000, toFake: ["Date"] });
    return (await viewerOfSession(session, origin)) !== null;
  };
  const start = Date.now();
  const open = async () => (await finishSignIn(await beginPartial({ userId: id, method: "passkey", isTwoFactor: true }), origin, null)).session;
  const session = await open();
  expect(await at(23 * 60, session)).toBe(true);
  expect(await at(47 * 60 + 1, session)).toBe(false);

  vi.useRealTimers();
  await policy(above, { idleMinutes: 30 });
  await policy(partner, { idleMinutes: 120, absoluteMinutes: 60 });
  const short = await open();
  expect(await at(29, short)).toBe(true);
  expect(await at(58, short)).toBe(true);
  expect(await at(61, short)).toBe(false);

  vi.useRealTimers();
  const plain = (await finishSignIn(await beginPartial({ userId: id, method: "password" }), origin, null)).session;
  expect(await viewerOfSession(plain, origin)).not.toBeNull();
  await policy(await build.operator(), { roleId: null, factorFrom: new Date(Date.now() - 1) });
  expect(await viewerOfSession(plain, origin)).toBeNull();
  await build.owner().signInPolicy.deleteMany({ where: { factorFrom: { not: null } } });
});

test("proving oneself again gives the session a new id, and the old one is dead", async () => {
  const { id } = await person();
  const { session } = await finishSignIn(await beginPartial({ userId: id, method: "password" }), origin, null);
  const before = (await viewerOfSession(session, origin))!;
  const renewed = (await renewSession(before.session!))!;

  expect(await viewerOfSession(session, origin)).toBeNull();
  expect((await viewerOfSession(renewed, origin))?.session).toBe(before.session);
});

test("strangers who guess shut out only themselves: the person still gets in from a browser they used before", async () => {
  const { id, email } = await person();
  const { device } = await finishSignIn(await beginPartial({ userId: id, method: "password" }), origin, null);
  const guesses = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) => checkPassword(email, `wrong ${at}`, { ip: `198.51.100.${at}`, device: null })),
  );
  const codes = guesses.map((guess) => (guess.status === "rejected" ? (guess.reason as { code: string }).code : "in"));
  expect(codes.filter((code) => code === "signed-out")).toHaveLength(10);
  expect(codes.filter((code) => code === "too-many")).toHaveLength(10);

  await expect(checkPassword(email, password, { ip: "198.51.100.99", device: null })).rejects.toMatchObject({ code: "too-many" });
  expect((await checkPassword(email, password, { ip: "198.51.100.99", device: null }, device)).id).toBe(id);
});

test("waits grow while nothing succeeds, and after a hundred tries strangers are not let try at all", async () => {
  const { email } = await person();
  let clock = Date.now();
  const waits: number[] = [];
  let looked = 0;
  for (let round = 0; round < 12; round++) {
    vi.useFakeTimers({ now: clock, toFake: ["Date"] });
    for (let guess = 0; guess < 11; guess++) {
      const error = await checkPassword(email, "wrong", { ip: `203.0.113.${round}`, device: null }).catch((thrown: { code: string; message: string }) => thrown);
      if ("code" in error && error.code === "signed-out") looked++;
      else if ("message" in error) waits.push(Number(/in (\d+) minutes/.exec(error.message)?.[1] ?? 0));
    }
    clock += 61 * 60_000;
  }
  expect(waits.slice(0, 4)).toEqual([10, 20, 40, 60]);
  expect(looked).toBe(100);
});
