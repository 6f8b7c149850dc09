import { PlainFrame } from "@/components/frame/plain-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { NewLinkForm } from "./form";

export const generateMetadata = () => ({ title: t("A new invitation link") });

/** For somebody who was invited and has no link that works. */
export default function NewLinkPage() {
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("A new invitation link")}</h1>
        <p className="mt-1 text-ink-2">{t("Were you invited, and the link is lost or over? Say which address was invited.")}</p>
      </div>
      <NewLinkForm />
      <ButtonLink href={paths.signIn()}>{t("Go to sign-in")}</ButtonLink>
    </PlainFrame>
  );
}
