import "server-only";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { passkeyOptions, provePasskey } from "../domain/factors/passkeys";
import { passkeyAnswer } from "../domain/factors/schema";
import { hashToken, newToken } from "../platform/token";
import { invalid } from "../shared/errors";
import { t } from "../shared/language/text";
import { challengeCookie } from "./cookie";
import { count, limits, sourceOf } from "./limits";
import { originOf } from "./origin";
import { maySignIn } from "./partial";
import { passFirstStep } from "./pipeline";

export const passkeySignInInput = z.strictObject({ passkey: passkeyAnswer, next: z.string().max(2000).optional() });

/** The question for a passkey as the only step, put to this browser: its answer is good nowhere else. */
export async function beginPasskeySignIn() {
  await count(`questions:${sourceOf(originOf(await headers()).ip)}`, { most: 600 });
  const jar = await cookies();
  const cookie = challengeCookie();
  const browser = jar.get(cookie.name)?.value ?? newToken();
  jar.set(cookie.name, browser, cookie.options);
  return { options: await passkeyOptions(`browser:${hashToken(browser)}`, null) };
}

/** Signs in by a passkey alone; its own lock (finger, face, PIN) makes it two factors. Throws `invalid` with one text for every reason. */
export async function signInWithPasskey({ passkey, next }: z.output<typeof passkeySignInInput>): Promise<{ href: string }> {
  await count(`source:${sourceOf(originOf(await headers()).ip)}`, limits.source);
  const browser = (await cookies()).get(challengeCookie().name)?.value ?? "";
  const found = await provePasskey(passkey as unknown as AuthenticationResponseJSON, { boundTo: `browser:${hashToken(browser)}`, userId: null });
  if (!found || !(await maySignIn(found.userId))) throw invalid({ passkey: t("The portal does not know this passkey. Use another one, or your password.") });
  return passFirstStep({ userId: found.userId, method: "passkey", isTwoFactor: true, next });
}
