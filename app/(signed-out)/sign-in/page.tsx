import Link from "next/link";
import { redirect } from "next/navigation";
import { PlainFrame } from "@/components/frame/plain-frame";
import { Notice } from "@/components/ui/notice";
import { rich } from "@/components/ui/rich";
import { pageOfPartial } from "@/lib/auth/pipeline";
import { providersOffered } from "@/lib/auth/provider-sign-in";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { ownPath } from "@/lib/shared/own-path";
import { currentViewer, wasSignedIn } from "@/lib/web/viewer";
import { SignInForm } from "./form";

export const generateMetadata = () => ({ title: t("Sign in") });

/** Why a provider did not lead in. */
const problemTexts: Record<string, Message> = {
  provider: msg("The sign-in with the provider was not finished. Try again, or sign in with your password."),
  unverified: msg("The provider does not confirm your email address, so it cannot find your account here. Sign in with your password."),
  unknown: msg("No account here can be used with the address that the provider confirmed. Ask your administrator for an invitation."),
};

/** The one door for everybody: staff, partners and their people. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next, problem, error, ended } = await searchParams;
  // Also where the action's own answer leads, once the session stands.
  if (await currentViewer()) redirect(ownPath(next));
  return (
    <PlainFrame>
      <h1 className="text-xl font-[640] tracking-tight">{t("Sign in")}</h1>
      <Unfinished href={(await pageOfPartial())?.href ?? null} />
      {(problem ?? error) !== undefined && <Notice tone="caution">{t(problemTexts[String(problem)] ?? problemTexts.provider!)}</Notice>}
      {problem === undefined && error === undefined && (await wasSignedIn()) && <Notice>{t("You were signed out: nothing happened for a long time, or the session was ended. Sign in to go on where you were.")}</Notice>}
      {ended === "here" && (
        <Notice tone="caution" title={t("You are signed out in this browser")}>
          {t("The portal's database does not answer just now. Your session cannot be used any more, and is removed there as soon as the database is back.")}
        </Notice>
      )}
      <SignInForm next={typeof next === "string" ? next : ""} providers={providersOffered()} />
    </PlainFrame>
  );
}

/** Whoever opens a page in the middle of signing in comes here: the way back to what is still missing. */
function Unfinished({ href }: { href: string | null }) {
  if (!href) return null;
  return (
    <Notice title={t("Your sign-in is not finished")}>
      {rich("One more step is missing: <link>go on with it</link>. Or start again below.", {
        link: (text) => (
          <Link className="link" href={href} prefetch={false}>
            {text}
          </Link>
        ),
      })}
    </Notice>
  );
}
