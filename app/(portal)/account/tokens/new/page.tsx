import { PageHeader } from "@/components/ui/page-header";
import { lockedForToken } from "@/lib/domain/tokens/queries";
import { toDateInput } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { forbidden } from "next/navigation";
import { TokenForm } from "./token-form";

export const metadata = { title: "New API token" };

const ninetyDays = 90 * 86_400_000;

export default async function NewTokenPage() {
  const viewer = await requireViewer();
  if (viewer.viewing) forbidden();
  return (
    <>
      <PageHeader
        title="New API token"
        sentence="A program that has the token acts as you. Give it no more than it needs."
        back={{ href: paths.accountTokens(), label: "API tokens" }}
      />
      <TokenForm locked={lockedForToken(viewer)} lastDay={toDateInput(Date.now() + ninetyDays)} latest={toDateInput(Date.now() + 365 * 86_400_000)} />
    </>
  );
}
