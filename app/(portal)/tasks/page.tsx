import { can } from "@/lib/access/decide";
import { listOwnTasks } from "@/lib/domain/tasks/queries";
import { taskList } from "@/lib/domain/tasks/schema";
import { countedTotal } from "@/lib/shared/numbers";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { TasksHeader } from "./tasks-header";
import { TasksTable } from "./tasks-table";

export const metadata = { title: "Tasks" };

/** What the signed-in person is to do. */
export default async function TasksPage({ searchParams }: PageProps<"/tasks">) {
  const viewer = await requireViewer();
  const list = taskList.parse(await searchParams);
  const page = await pageData(listOwnTasks(viewer, list));
  const count = countedTotal(page.total, "task");
  return (
    <>
      <TasksHeader viewer={viewer} sentence={`${count.charAt(0).toUpperCase()}${count.slice(1)} of yours, the open ones first.`} />
      <TasksTable page={page} list={list} organizations={await chosenOrganizations(viewer, list.filters.organization)} assignees={null} isOwn canAssign={can(viewer, "tasks.assign")} />
    </>
  );
}
