import { PlainFrame } from "@/components/frame/plain-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { openDenyLink } from "@/lib/auth/open-link";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { NotMeForm } from "./form";

export const generateMetadata = () => ({ title: t("This was not me") });

/** Where the link in a mail about a sign-in leads. Opening it does nothing yet: mail programs open links by themselves. */
export default async function NotMePage({ params }: PageProps<"/not-me/[token]">) {
  const { token } = await params;
  if (!(await openDenyLink(token))) {
    return (
      <PlainFrame>
        <h1 className="text-xl font-[640] tracking-tight">{t("This link is no longer good")}</h1>
        <p className="text-ink-2">{t("It was used already, or it is more than a week old. Choosing a new password signs out every browser as well.")}</p>
        <ButtonLink href={paths.forgotPassword()} look="primary">
          {t("Choose a new password")}
        </ButtonLink>
      </PlainFrame>
    );
  }
  return (
    <PlainFrame>
      <h1 className="text-xl font-[640] tracking-tight">{t("Was it not you?")}</h1>
      <p className="text-ink-2">{t("Then every browser that is signed in to your account is signed out, your password is no longer good, and your administrators are told. You choose a new password next.")}</p>
      <NotMeForm token={token} />
      <p className="text-sm text-ink-2">{t("If it was you, there is nothing to do: close this page.")}</p>
    </PlainFrame>
  );
}
