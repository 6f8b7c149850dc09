import { GoingOn } from "@/components/frame/going-on";
import { PlainFrame } from "@/components/frame/plain-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { pageOfPartial } from "@/lib/auth/pipeline";
import { openResetLink, wasLinkOf } from "@/lib/auth/open-link";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { currentViewer } from "@/lib/web/viewer";
import { SignedInNotice } from "../../signed-in-notice";
import { ResetPasswordForm } from "./form";

export const generateMetadata = () => ({ title: t("Choose a new password") });

/** Where a mailed link leads: a new password, then on with the sign-in. */
export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  const link = await openResetLink(token);
  const viewer = await currentViewer();
  if (!link) {
    // Also where the action's own answer leads: the link is used up, and what comes next is known.
    const open = await pageOfPartial();
    if (open?.href && (await wasLinkOf(token, open.partial.userId))) return <GoingOn title={t("Your password is set")} href={open.href} />;
    if (viewer && (await wasLinkOf(token, viewer.facts.userId))) return <GoingOn title={t("Your password is set")} href={paths.home()} />;
    return (
      <PlainFrame>
        <h1 className="text-xl font-[640] tracking-tight">{t("This link is no longer good")}</h1>
        <p className="text-ink-2">{t("It was used already, a newer one was sent, or it is more than an hour old. A new one can be mailed to you.")}</p>
        <ButtonLink href={paths.forgotPassword()} look="primary">
          {t("Mail me a new link")}
        </ButtonLink>
        {viewer ? <ButtonLink href={paths.home()}>{t("Go on as {name}", { name: viewer.facts.name })}</ButtonLink> : <ButtonLink href={paths.signIn()}>{t("Go to sign-in")}</ButtonLink>}
      </PlainFrame>
    );
  }
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("Choose a new password")}</h1>
        <p className="mt-1 text-ink-2">{t("For {email}. Every browser that is signed in now is signed out when you save it.", { email: link.email })}</p>
      </div>
      <SignedInNotice viewer={viewer?.facts.userId === link.userId ? null : viewer} />
      <ResetPasswordForm token={token} email={link.email} />
    </PlainFrame>
  );
}
