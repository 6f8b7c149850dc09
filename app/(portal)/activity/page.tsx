import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listActivity } from "@/lib/domain/activity/queries";
import { activityList } from "@/lib/domain/activity/schema";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ActivityTable } from "./activity-table";
import { describe } from "./describe";

export const metadata = { title: "Activity" };

/** The log of what was done and what was refused, as far as the reader's reach goes. */
export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const viewer = await requireViewer();
  const list = activityList.parse(await searchParams);
  const page = await pageData(listActivity(viewer, list));
  return (
    <>
      <PageHeader title="Activity" sentence="What was done, by whom, when and from where, newest first. Nothing here can be changed." />
      <ActivityTable page={{ ...page, rows: page.rows.map(describe) }} list={list} canFindPeople={can(viewer, "users.list")} />
    </>
  );
}
