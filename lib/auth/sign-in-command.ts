import "server-only";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { orSay } from "../shared/language/text";
import { deviceCookie } from "./cookie";
import { refusedInEvenTime } from "./even-time";
import { originOf } from "./origin";
import { passFirstStep } from "./pipeline";
import { checkPassword } from "./sign-in";

export const signInInput = z.strictObject({
  email: z.string().trim().min(1, orSay("Enter your email address.")).max(300),
  password: z.string().min(1, orSay("Enter your password.")).max(1000),
  next: z.string().max(2000).optional(),
});

/** Signs in by email and password; answers where to go. Throws `signed-out` with one text for every reason, or `too-many`. */
export async function signInWithPassword({ email, password, next }: z.output<typeof signInInput>): Promise<{ href: string }> {
  const known = (await cookies()).get(deviceCookie().name)?.value ?? null;
  const origin = originOf(await headers());
  const { id } = await refusedInEvenTime(() => checkPassword(email, password, origin, known));
  return passFirstStep({ userId: id, method: "password", next });
}
