import { openedData } from "@/lib/domain/mail/deliver";
import { writeMail } from "@/lib/mail/write-mail";
import { env } from "@/lib/platform/env";
import { languageOr } from "@/lib/shared/language/languages";
import { owner } from "./build";

export type Received = { template: string; status: string; locale: string; subject: string; html: string; text: string };

/** Every mail written to the person, oldest first, as it is or would be sent; of what was forgotten only its kind and status are left. */
export async function mailsTo(person: { email: string }): Promise<Received[]> {
  const mails = await owner().mail.findMany({ where: { to: person.email }, orderBy: { id: "asc" } });
  return Promise.all(
    mails.map(async ({ template, status, locale, sealed }) => {
      const written = sealed === null ? { subject: "", html: "", text: "" } : await writeMail(template, openedData({ sealed }), { locale: languageOr(locale), portalUrl: env().PORTAL_URL });
      return { template, status, locale, ...written };
    }),
  );
}

/** The first link of the portal in a mail's text. */
export function linkIn({ text }: Pick<Received, "text">): string {
  const [link] = /https?:\/\/\S+/.exec(text) ?? [];
  if (!link) throw new Error("There is no link in this mail.");
  return link;
}
