import { forbidden } from "next/navigation";
import { PageHeader } from "@/components/ui/page-header";
import { tokenChoices } from "@/lib/domain/tokens/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { TokenForm } from "./token-form";

export const generateMetadata = () => ({ title: t("New API token") });

export default async function NewTokenPage() {
  const viewer = await requireViewer();
  if (viewer.viewing) forbidden();
  return (
    <>
      <PageHeader
        title={t("New API token")}
        sentence={t("A program that has the token acts as you. Give it no more than it needs.")}
        back={{ href: paths.accountTokens(), label: t("API tokens") }}
      />
      <TokenForm choices={tokenChoices(viewer)} />
    </>
  );
}
