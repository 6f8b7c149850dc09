import { can } from "@/lib/access/decide";
import { listOwnTasks } from "@/lib/domain/tasks/queries";
import { taskList } from "@/lib/domain/tasks/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { TasksHeader } from "./tasks-header";
import { TasksTable } from "./tasks-table";

export const generateMetadata = () => ({ title: t("Tasks") });

/** What the signed-in person is to do. */
export default async function TasksPage({ searchParams }: PageProps<"/tasks">) {
  const viewer = await requireViewer();
  const list = taskList.parse(await searchParams);
  const page = await pageData(listOwnTasks(viewer, list));
  const sentence = t("{tasks} of yours, the open ones first.", { tasks: countedTotal(page.total, msg("{count, plural, =0 {no tasks} one {# task} other {# tasks}}")) });
  return (
    <>
      <TasksHeader viewer={viewer} sentence={asSentence(sentence)} />
      <TasksTable page={page} list={list} organizations={await chosenOrganizations(viewer, list.filters.organization)} assignees={null} isOwn canAssign={can(viewer, "tasks.assign")} />
    </>
  );
}
