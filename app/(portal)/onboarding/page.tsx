import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listOnboardings } from "@/lib/domain/onboarding/queries";
import { onboardingList } from "@/lib/domain/onboarding/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { OnboardingsTable } from "./onboardings-table";

export const generateMetadata = () => ({ title: t("Onboarding") });

/** Everybody who is being brought on, as far as one may open their partner. */
export default async function OnboardingPage({ searchParams }: PageProps<"/onboarding">) {
  const viewer = await requireViewer();
  const list = onboardingList.parse(await searchParams);
  const page = await pageData(listOnboardings(viewer, list));
  return (
    <>
      <PageHeader title={t("Onboarding")} sentence={t("The first steps of people who were invited, those that have stalled first.")}>
        {can(viewer, "tasks.assign") && <ButtonLink href={paths.checklists()}>{t("Checklists")}</ButtonLink>}
      </PageHeader>
      <OnboardingsTable page={page} list={list} organizations={await chosenOrganizations(viewer, list.filters.organization)} />
    </>
  );
}
