import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { db } from "../platform/db/client";
import { addJob } from "../platform/jobs";
import { canonicalEmail } from "../shared/email";
import { t } from "../shared/language/text";
import { inEvenTime } from "./even-time";
import { count, sourceOf } from "./limits";
import { originOf } from "./origin";

const perAddress = { most: 3 };
const perSource = { most: 30 };

export const forgottenPasswordInput = z.strictObject({
  email: z
    .string()
    .trim()
    .max(300)
    .transform((text, context) => {
      const canonical = canonicalEmail(text);
      if (canonical === null) context.addIssue({ code: "custom", message: t("Enter an address like name@example.com.") });
      return canonical ?? "";
    }),
});

/**
 * Asks for a mail with a link to choose a new password. Whether anybody has the address is found out later, by the job: answer, work and
 * time are the same for known and unknown addresses (reliability.md, B16). Throws `too-many` after three requests for one address.
 */
export async function askForNewPassword({ email }: z.output<typeof forgottenPasswordInput>): Promise<{ email: string }> {
  const origin = originOf(await headers());
  await count(`reset-source:${sourceOf(origin.ip)}`, perSource);
  await count(`reset:${email}`, perAddress);
  return inEvenTime(async () => {
    await db().$transaction((tx) => addJob(tx, "mail-new-password-link", { email, ...origin }, { key: `new-password:${email}` }));
    return { email };
  });
}
