import "server-only";
import { cookies, headers } from "next/headers";
import { longestSession } from "../access/sign-in-policy";
import { paths } from "../shared/paths";
import { deviceCookie, partialCookie, sessionCookie } from "./cookie";
import { finishSignIn } from "./finish";
import { originOf } from "./origin";
import { beginPartial, missingStep, partialOf, tooLate, type FirstStep, type MissingStep, type PartialSignIn } from "./partial";
import { closeSession } from "./session";

/** Where each missing step is done. */
const pageOf: Record<MissingStep, string> = {
  "second-factor": paths.secondFactor(),
  enrolment: paths.enrolment(),
  "new-password": paths.newPassword(),
};

/** The step's page with where to go afterwards: it is rendered once more with the answer that finishes the sign-in, which is gone by then. */
const placeOf = (missing: MissingStep, { next }: PartialSignIn) => (next === paths.home() ? pageOf[missing] : `${pageOf[missing]}?next=${encodeURIComponent(next)}`);

/**
 * The one way into the portal. Every first step (password, passkey, provider, link) comes here after it has proved who somebody is.
 * When nothing is missing a session opens, with a new id; otherwise what was proved is kept, named by a short cookie of its own, and
 * the person is led to what is missing. Answers where to go. Runs in a server action or a route handler, since it sets cookies.
 */
export async function passFirstStep(step: FirstStep): Promise<{ href: string }> {
  const { token, ...partial } = await beginPartial(step);
  (await cookies()).set(partialCookie().name, token, partialCookie().options);
  return goOn(partial);
}

/** After any further step: to what is still missing, or into the portal. */
export async function goOn(partial: PartialSignIn): Promise<{ href: string }> {
  const missing = await missingStep(partial);
  if (missing) return { href: placeOf(missing, partial) };
  const jar = await cookies();
  const known = deviceCookie();
  const { session, device } = await finishSignIn(partial, originOf(await headers()), jar.get(known.name)?.value ?? null);
  const before = jar.get(sessionCookie().name)?.value;
  if (before) await closeSession(before);
  jar.set(sessionCookie().name, session, { ...sessionCookie().options, maxAge: longestSession / 1000 });
  jar.set(known.name, device, known.options);
  jar.delete({ name: partialCookie().name, ...partialCookie().options });
  return { href: partial.next };
}

/** The browser's unfinished sign-in; null when there is none. */
export async function currentPartial(): Promise<PartialSignIn | null> {
  const token = (await cookies()).get(partialCookie().name)?.value;
  return token ? partialOf(token) : null;
}

/** The unfinished sign-in, for what is done in it. Throws `signed-out` when there is none or it misses something else. */
export async function requirePartial(step: MissingStep): Promise<PartialSignIn> {
  const partial = await currentPartial();
  if (!partial || (await missingStep(partial)) !== step) throw tooLate();
  return partial;
}

/** Where the browser's unfinished sign-in goes on: the page of what is missing; null when nothing is missing or there is none. */
export async function pageOfPartial(): Promise<{ partial: PartialSignIn; missing: MissingStep | null; href: string | null } | null> {
  const partial = await currentPartial();
  if (!partial) return null;
  const missing = await missingStep(partial);
  return { partial, missing, href: missing && placeOf(missing, partial) };
}
