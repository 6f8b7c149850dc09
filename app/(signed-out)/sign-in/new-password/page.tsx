import { redirect } from "next/navigation";
import { PlainFrame } from "@/components/frame/plain-frame";
import { pageOfPartial } from "@/lib/auth/pipeline";
import { t } from "@/lib/shared/language/text";
import { ownPath } from "@/lib/shared/own-path";
import { paths } from "@/lib/shared/paths";
import { currentViewer } from "@/lib/web/viewer";
import { NewPasswordForm } from "./form";

export const generateMetadata = () => ({ title: t("Choose a new password") });

/** Where a new password was demanded: nothing else opens before it is chosen. */
export default async function NewPasswordPage({ searchParams }: PageProps<"/sign-in/new-password">) {
  const { next } = await searchParams;
  const open = await pageOfPartial();
  if (open?.missing !== "new-password") redirect(open?.href ?? ((await currentViewer()) ? ownPath(next) : paths.signIn()));
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("Choose a new password")}</h1>
        <p className="mt-1 text-ink-2">{t("The one before is no longer good. All other browsers are signed out when you save it.")}</p>
      </div>
      <NewPasswordForm />
    </PlainFrame>
  );
}
