import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getChecklist } from "@/lib/domain/onboarding/checklists";
import type { ChecklistDetail } from "@/lib/domain/onboarding/rows";
import { facts } from "@/lib/domain/onboarding/schema";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { archiveChecklistAction, restoreChecklistAction } from "../../actions";

export const metadata = { title: "Checklist" };

/** One checklist and its steps. */
export default async function ChecklistPage({ params }: PageProps<"/onboarding/checklists/[checklistId]">) {
  const viewer = await requireViewer();
  const list = await pageData(getChecklist(viewer, idParam((await params).checklistId)));
  return (
    <>
      <PageHeader
        title={list.name}
        sentence={`For people who are invited with the role ${list.roleName} at ${list.organizationName} or below.`}
        state={list.archivedAt && <Badge>Archived</Badge>}
        back={{ href: paths.checklists(), label: "Checklists" }}
      >
        <StateButton list={list} />
        <ButtonLink href={paths.editChecklist(list.id)} look="primary">
          Edit
        </ButtonLink>
      </PageHeader>
      <Panel title="Steps" sentence={list.description}>
        <ol className="divide-y divide-line">
          {list.items.map(({ title, help, owner, dueDays, fact }, at) => (
            <li key={at} className="py-2.5 text-sm">
              <p className="font-[560] wrap-anywhere">{title}</p>
              {help && <p className="mt-0.5 max-w-[72ch] text-ink-2">{help}</p>}
              <p className="mt-0.5 text-ink-2">
                {owner === "newcomer" ? "The new person" : "Whoever invites them"}, within {counted(dueDays, "day")}
                {fact && `. Done by itself: ${facts[fact].toLowerCase()}`}
              </p>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}

function StateButton({ list: { id, name, archivedAt } }: { list: ChecklistDetail }) {
  return archivedAt ? (
    <ConfirmButton label="Restore" title={`Use ${name} again?`} sentence="People who are invited from now on get its steps." confirm="Restore" look="primary" action={restoreChecklistAction} values={{ checklistId: id }} />
  ) : (
    <ConfirmButton label="Archive" title={`Archive ${name}?`} sentence="Nobody gets it any more. What is under way goes on." confirm="Archive" action={archiveChecklistAction} values={{ checklistId: id }} />
  );
}
