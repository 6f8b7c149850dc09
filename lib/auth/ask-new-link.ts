import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { askForNewLink, type Asked } from "../domain/invitations/asking-again";
import { canonicalEmail } from "../shared/email";
import { orSay, t } from "../shared/language/text";
import { count, sourceOf } from "./limits";
import { originOf } from "./origin";

const mostFromOneSource = 20;

export const askByTokenInput = z.strictObject({ token: z.string().min(20).max(200) });

export const askByEmailInput = z.strictObject({
  email: z.string(orSay("Enter your address.")).transform((text, context) => {
    const canonical = canonicalEmail(text);
    if (canonical === null) context.addIssue({ code: "custom", message: t("Enter an address like name@example.com.") });
    return canonical ?? "";
  }),
});

/** Asks for a new link in place of one that is over. The answer is the same whether there is an invitation or not. */
export const askByToken = ({ token }: z.output<typeof askByTokenInput>) => ask({ token });

/** The same for somebody who has no link at hand, by the address that was invited. */
export const askByEmail = ({ email }: z.output<typeof askByEmailInput>) => ask({ email });

async function ask(asked: Asked): Promise<{ message: string }> {
  const { ip } = originOf(await headers());
  await count(`new-link:${sourceOf(ip)}`, { most: mostFromOneSource });
  await askForNewLink(asked);
  return { message: t("If there is an open invitation, a new link is on its way to the invited address. It may take a few minutes.") };
}
