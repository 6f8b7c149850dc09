import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { changesIn } from "@/lib/domain/activity/changes";
import { actorNames, listActivity } from "@/lib/domain/activity/queries";
import { activityList, inZone } from "@/lib/domain/activity/schema";
import { knownActions, recordNameInWords } from "@/lib/domain/activity/words";
import { t } from "@/lib/shared/language/text";
import { listQuery } from "@/lib/shared/list-state";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ActivityTable } from "./activity-table";
import { describe } from "./describe";
import { readerZone } from "../reader-zone";

export const generateMetadata = () => ({ title: t("Activity") });

/** The log of what was done and what was refused, as far as the reader's reach goes. */
export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const viewer = await requireViewer();
  const list = activityList.parse(await searchParams);
  const { action = [], person = [], record = [] } = list.filters;
  const page = await pageData(listActivity(viewer, inZone(list, await readerZone(viewer))));
  const changes = await changesIn(viewer, page.rows);
  const people = await pageData(actorNames(viewer, person));
  const about = (value: string) => page.rows.find(({ recordType, recordId }) => `${recordType}:${recordId}` === value);
  const recordName = (value: string) => about(value) && recordNameInWords(about(value)!);
  return (
    <>
      <PageHeader title={t("Activity")} sentence={t("What was done, by whom, when and from where, newest first. Nothing here can be changed.")}>
        {can(viewer, "activity.export") && (
          <ButtonLink href={paths.exportActivity(listQuery(list))} file>
            {t("Export")}
          </ButtonLink>
        )}
      </PageHeader>
      <ActivityTable
        page={{ ...page, rows: page.rows.map((row, at) => describe(viewer, row, changes[at]!)) }}
        list={list}
        people={people.map(({ id, name }) => ({ value: String(id), label: name }))}
        actions={knownActions().filter(({ value }) => action.includes(value))}
        record={record.map((value) => ({ value, label: recordName(value) ? t("“{name}”", { name: recordName(value)! }) : value }))}
      />
    </>
  );
}
