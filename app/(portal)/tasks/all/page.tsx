import { can } from "@/lib/access/decide";
import { listTasks } from "@/lib/domain/tasks/queries";
import { taskList } from "@/lib/domain/tasks/schema";
import { namesOfUsers } from "@/lib/domain/users/queries";
import { idsIn } from "@/lib/shared/fields";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../../chosen-organizations";
import { TasksHeader } from "../tasks-header";
import { TasksTable } from "../tasks-table";

export const generateMetadata = () => ({ title: t("Everybody's tasks") });


/** The tasks of everybody in the scopes of tasks.view. */
export default async function AllTasksPage({ searchParams }: PageProps<"/tasks/all">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "tasks.view");
  const list = taskList.parse(await searchParams);
  const page = await pageData(listTasks(viewer, list));
  const people = can(viewer, "users.list") ? await namesOfUsers(viewer, idsIn(list.filters.assignee)) : null;
  const sentence = t("{tasks} you may see.", { tasks: countedTotal(page.total, msg("{count, plural, =0 {no tasks} one {# task} other {# tasks}}")) });
  return (
    <>
      <TasksHeader viewer={viewer} sentence={asSentence(sentence)} />
      <TasksTable
        page={page}
        list={list}
        organizations={await chosenOrganizations(viewer, list.filters.organization)}
        assignees={people && people.map(({ id, name }) => ({ value: String(id), label: name }))}
        isOwn={false}
        canAssign={can(viewer, "tasks.assign")}
      />
    </>
  );
}
