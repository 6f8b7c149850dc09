import { PageHeader } from "@/components/ui/page-header";
import { proofWays } from "@/lib/auth/step-up";
import { t } from "@/lib/shared/language/text";
import { ownPath } from "@/lib/shared/own-path";
import { requireViewer } from "@/lib/web/viewer";
import { ProofThenOn } from "./proof-then-on";

export const generateMetadata = () => ({ title: t("Show that it is you") });

/** Before a download of everything: once more, who is there. */
export default async function ProofPage({ searchParams }: PageProps<"/account/proof">) {
  const viewer = await requireViewer();
  const { next } = await searchParams;
  return (
    <>
      <PageHeader title={t("Show that it is you")} sentence={t("This is asked before important steps when you have been signed in for a while. Then it goes on by itself.")} />
      <div className="max-w-[420px]">
        <ProofThenOn ways={await proofWays(viewer)} next={ownPath(typeof next === "string" ? next : undefined)} />
      </div>
    </>
  );
}
