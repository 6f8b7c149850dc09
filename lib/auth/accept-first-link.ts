import "server-only";
import { z } from "zod";
import { becomeFirst } from "../domain/owner/first-administrator";
import { hashPassword } from "../platform/password";
import { canonicalEmail } from "../shared/email";
import { orSay, t } from "../shared/language/text";
import { newPassword } from "../shared/password-rule";
import { db } from "../platform/db/client";
import { passFirstStep } from "./pipeline";
import { requireTyped, sayThatTheyDiffer } from "./typed-password";

const email = z.string(orSay("Enter your address.")).transform((text, context) => {
  const canonical = canonicalEmail(text);
  if (canonical === null) context.addIssue({ code: "custom", message: t("Enter an address like name@example.com.") });
  return canonical ?? "";
});

export const acceptFirstLinkInput = z
  .strictObject({ token: z.string().min(20).max(200), name: z.string().trim().min(1, orSay("Enter your name.")).max(200), email, password: newPassword, repeat: z.string() })
  .check(sayThatTheyDiffer);

/** Makes the very first administrator, who says who they are, and signs them in. Of several tries at once exactly one succeeds. */
export async function acceptFirstLink({ token, name, email, password, repeat }: z.output<typeof acceptFirstLinkInput>): Promise<{ href: string }> {
  requireTyped({ password, repeat }, { name, email });
  await becomeFirst({ token, name, email, passwordHash: await hashPassword(password) });
  const { id } = await db().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return passFirstStep({ userId: id, method: "link" });
}
