import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listChecklists } from "@/lib/domain/onboarding/checklists";
import type { ChecklistRow } from "@/lib/domain/onboarding/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";

export const generateMetadata = () => ({ title: t("Checklists") });

/** The checklists that people get with their role. */
export default async function ChecklistsPage() {
  const viewer = await requireViewer();
  const lists = await pageData(listChecklists(viewer));
  return (
    <>
      <PageHeader title={t("Checklists")} sentence={t("Whoever is invited with the role, or with a clone of it, gets the steps. The list of the nearest partner counts.")} back={{ href: paths.onboardings(), label: t("Onboarding") }}>
        <ButtonLink href={paths.newChecklist()} look="primary">
          {t("New checklist")}
        </ButtonLink>
      </PageHeader>
      {lists.length === 0 ? (
        <EmptyState kind="nothing" title={t("No checklists yet")} sentence={t("Make one for a role, and everybody who is invited with it gets its steps.")} action={{ href: paths.newChecklist(), label: t("New checklist") }} />
      ) : (
        <Panel>
          <ul className="divide-y divide-line">
            {lists.map((list) => (
              <Row key={list.id} list={list} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Row({ list: { id, name, roleName, organizationName, stepCount, archivedAt, mayEdit } }: { list: ChecklistRow }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2 text-sm">
      <Link className="link min-w-0 flex-1 basis-60 font-[560] wrap-anywhere" href={paths.checklist(id)} prefetch={false}>
        {stepText(name)}
      </Link>
      {archivedAt && <Badge>{t("Archived")}</Badge>}
      {!mayEdit && <Badge>{t("Kept above")}</Badge>}
      <span className="text-ink-2">
        {t("{count, plural, one {# step} other {# steps}} for {roleName}, of {organizationName}", { count: stepCount, roleName, organizationName })}
      </span>
    </li>
  );
}
