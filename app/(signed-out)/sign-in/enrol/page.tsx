import Link from "next/link";
import { redirect } from "next/navigation";
import { PlainFrame } from "@/components/frame/plain-frame";
import { pageOfPartial } from "@/lib/auth/pipeline";
import { t } from "@/lib/shared/language/text";
import { ownPath } from "@/lib/shared/own-path";
import { paths } from "@/lib/shared/paths";
import { currentViewer } from "@/lib/web/viewer";
import { Enrolment } from "./enrolment";

export const generateMetadata = () => ({ title: t("Set up a second factor") });

/** Where a policy requires a second factor and the person has none: nothing else opens before it is set up. */
export default async function EnrolmentPage({ searchParams }: PageProps<"/sign-in/enrol">) {
  const { next } = await searchParams;
  const open = await pageOfPartial();
  const isHere = open !== null && (open.missing === "enrolment" || open.partial.hasSecondFactor);
  if (!isHere) redirect(open?.href ?? ((await currentViewer()) ? ownPath(next) : paths.signIn()));
  return (
    <PlainFrame>
      <div>
        <h1 className="text-xl font-[640] tracking-tight">{t("Set up a second factor")}</h1>
        <p className="mt-1 text-ink-2">{t("Your account needs one besides the password. It takes a minute, and keeps out whoever learns your password.")}</p>
      </div>
      <Enrolment isDone={open.missing !== "enrolment"} />
      <p className="text-sm">
        <Link className="link" href={paths.signIn()} prefetch={false}>
          {t("Start again with another account")}
        </Link>
      </p>
    </PlainFrame>
  );
}
