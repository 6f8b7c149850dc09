import Link from "next/link";
import { redirect } from "next/navigation";
import { PlainFrame } from "@/components/frame/plain-frame";
import { pageOfPartial } from "@/lib/auth/pipeline";
import { secondStep } from "@/lib/auth/second-step";
import { t } from "@/lib/shared/language/text";
import { ownPath } from "@/lib/shared/own-path";
import { paths } from "@/lib/shared/paths";
import { currentViewer } from "@/lib/web/viewer";
import { SecondFactorForms } from "./forms";

export const generateMetadata = () => ({ title: t("Second factor") });

/** After the password: the second factor, by whichever way the person has. */
export default async function SecondFactorPage({ searchParams }: PageProps<"/sign-in/verify">) {
  const { next } = await searchParams;
  const held = await secondStep();
  if (!held) redirect((await pageOfPartial())?.href ?? ((await currentViewer()) ? ownPath(next) : paths.signIn()));
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("One more step")}</h1>
        <p className="mt-1 text-ink-2">{t("Show that it is you with your second factor.")}</p>
      </div>
      <SecondFactorForms hasApp={held.apps > 0} hasPasskey={held.passkeys > 0} hasCodes={held.codes > 0} />
      <p className="text-sm">
        <Link className="link" href={paths.signIn()} prefetch={false}>
          {t("Start again with another account")}
        </Link>
      </p>
    </PlainFrame>
  );
}
