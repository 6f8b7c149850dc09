import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getChecklist } from "@/lib/domain/onboarding/checklists";
import type { ChecklistDetail } from "@/lib/domain/onboarding/rows";
import { facts } from "@/lib/shared/checklist-facts";
import { inside } from "@/lib/shared/language/inside";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { archiveChecklistAction, restoreChecklistAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Checklist") });

/** One checklist and its steps. */
export default async function ChecklistPage({ params }: PageProps<"/onboarding/checklists/[checklistId]">) {
  const viewer = await requireViewer();
  const list = await pageData(getChecklist(viewer, idParam((await params).checklistId)));
  return (
    <>
      <PageHeader
        title={stepText(list.name)}
        sentence={sentenceOf(list)}
        state={list.archivedAt && <Badge>{t("Archived")}</Badge>}
        back={{ href: paths.checklists(), label: t("Checklists") }}
      >
        {list.mayEdit && <StateButton list={list} />}
        <ButtonLink href={paths.newChecklist(list.id)}>{list.mayEdit ? t("Copy") : t("Make your own from it")}</ButtonLink>
        {list.mayEdit && (
          <ButtonLink href={paths.editChecklist(list.id)} look="primary">
            {t("Edit")}
          </ButtonLink>
        )}
      </PageHeader>
      <Panel title={t("Steps")} sentence={list.description && stepText(list.description)}>
        <ol className="divide-y divide-line">
          {list.items.map(({ title, help, owner, dueDays, fact }, at) => (
            <li key={at} className="py-2.5 text-sm">
              <p className="font-[560] wrap-anywhere">{stepText(title)}</p>
              {help && <p className="mt-0.5 max-w-[72ch] text-ink-2">{stepText(help)}</p>}
              <p className="mt-0.5 text-ink-2">
                {owner === "newcomer"
                  ? t("The new person, within {count, plural, one {# day} other {# days}}", { count: dueDays })
                  : t("Whoever invites them, within {count, plural, one {# day} other {# days}}", { count: dueDays })}
                {fact && `. ${t("Done by itself: {fact}", { fact: inside(t(facts[fact])) })}`}
              </p>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}

function sentenceOf({ roleName, organizationName, mayEdit }: ChecklistDetail): string {
  const forWhom = t("For people who are invited with the role {roleName} at {organizationName} or below.", { roleName, organizationName });
  return mayEdit ? forWhom : `${forWhom} ${t("It is kept there. One of your own for the role counts in its place for your partners.")}`;
}

function StateButton({ list: { id, name, archivedAt } }: { list: ChecklistDetail }) {
  return archivedAt ? (
    <ConfirmButton label={t("Restore")} title={t("Use {name} again?", { name })} sentence={t("People who are invited from now on get its steps.")} confirm={t("Restore")} look="primary" action={restoreChecklistAction} values={{ checklistId: id }} />
  ) : (
    <ConfirmButton label={t("Archive")} title={t("Archive {name}?", { name })} sentence={t("Nobody gets it any more. What is under way goes on.")} confirm={t("Archive")} action={archiveChecklistAction} values={{ checklistId: id }} />
  );
}
