import { GoingOn } from "@/components/frame/going-on";
import { PlainFrame } from "@/components/frame/plain-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { pageOfPartial } from "@/lib/auth/pipeline";
import { isFirstLink, openInvitation, wasInvitationOf } from "@/lib/auth/open-invitation";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { currentViewer } from "@/lib/web/viewer";
import { SignedInNotice } from "../../signed-in-notice";
import { NewLinkForm } from "../new-link/form";
import { FirstForm, InvitationForm } from "./form";

export const generateMetadata = () => ({ title: t("Your invitation") });

export default async function InvitationPage({ params }: PageProps<"/invitation/[token]">) {
  const { token } = await params;
  const invitation = await openInvitation(token);
  const viewer = await currentViewer();
  if (!invitation) {
    // Where the action's own answer leads: the link is used, and the session stands or what it misses is known.
    if (viewer && (await wasInvitationOf(token, viewer.facts.userId))) return <GoingOn title={t("Your password is set")} href={paths.home()} />;
    const open = await pageOfPartial();
    if (open?.href && (await wasInvitationOf(token, open.partial.userId))) return <GoingOn title={t("Your password is set")} href={open.href} />;
  }
  if (!invitation && (await isFirstLink(token))) {
    return (
      <PlainFrame>
        <div>
          <h1 className="text-xl font-[640] tracking-tight">{t("The first administrator")}</h1>
          <p className="mt-1 text-ink-2">{t("This portal is empty. Say who you are: you will have full access, and can invite everybody else.")}</p>
        </div>
        <FirstForm token={token} />
      </PlainFrame>
    );
  }
  if (!invitation) {
    return (
      <PlainFrame>
        <h1 className="text-xl font-[640] tracking-tight">{t("This link is no longer good")}</h1>
        <p className="text-ink-2">
          {t("It was used already, it is more than seven days old, or a newer one was sent. If you have not set a password yet, a new link can be sent to the invited address.")}
        </p>
        <NewLinkForm token={token} />
        {viewer ? <ButtonLink href={paths.home()}>{t("Go on as {name}", { name: viewer.facts.name })}</ButtonLink> : <ButtonLink href={paths.signIn()}>{t("Go to sign-in")}</ButtonLink>}
      </PlainFrame>
    );
  }
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("Welcome to {organizationName}", { organizationName: invitation.organizationName })}</h1>
        <p className="mt-1 text-ink-2">{t("Choose a password for {email}. You will be signed in at once.", { email: invitation.email })}</p>
      </div>
      <SignedInNotice viewer={viewer} />
      <InvitationForm token={token} name={invitation.name} email={invitation.email} />
    </PlainFrame>
  );
}
