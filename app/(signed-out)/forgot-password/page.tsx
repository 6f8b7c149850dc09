import { PlainFrame } from "@/components/frame/plain-frame";
import { t } from "@/lib/shared/language/text";
import { ForgotPasswordForm } from "./form";

export const generateMetadata = () => ({ title: t("Forgotten password") });

/** For whoever cannot sign in any more: a link by mail to choose a new password. */
export default function ForgotPasswordPage() {
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("Forgotten password")}</h1>
        <p className="mt-1 text-ink-2">{t("Say which address you sign in with. You get a link to choose a new password.")}</p>
      </div>
      <ForgotPasswordForm />
    </PlainFrame>
  );
}
