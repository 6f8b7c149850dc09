import "server-only";
import { AuthError } from "next-auth";
import { z } from "zod";
import { Problem } from "../shared/errors";
import { ownPath } from "../shared/own-path";
import { signIn } from "./auth";

export const signInInput = z.strictObject({
  email: z.string().trim().min(1, "Enter your e-mail address.").max(300),
  password: z.string().min(1, "Enter your password.").max(1000),
  next: z.string().max(2000).optional(),
});

/** Signs in by e-mail and password; answers where to go. Throws `signed-out` with one text for every reason, or `too-many`. */
export async function signInWithPassword({ email, password, next }: z.output<typeof signInInput>): Promise<{ href: string }> {
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    if (error instanceof AuthError && "code" in error) throw new Problem("invalid", String(error.code));
    throw error;
  }
  return { href: ownPath(next) };
}
