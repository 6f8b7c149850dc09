import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { getTask } from "@/lib/domain/tasks/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editTaskAction } from "../../actions";
import { TaskFields } from "../../task-fields";

export const generateMetadata = () => ({ title: t("Edit task") });

/** Changes a task, or gives it to somebody else. */
export default async function EditTaskPage({ params }: PageProps<"/tasks/[taskId]/edit">) {
  const viewer = await requireViewer();
  const task = await pageData(getTask(viewer, idParam((await params).taskId)));
  if (!task.can.assign) await refusePage("tasks.assign");
  const assignee = { value: String(task.assigneeId), label: task.assigneeName };
  return (
    <>
      <PageHeader title={t("Edit or reassign")} back={{ href: paths.task(task.id), label: stepText(task.title) }} />
      <div className="mb-4 max-w-[560px]">
        <Facts facts={[{ label: t("Partner"), value: task.organizationName }, ...(task.customerName ? [{ label: t("Customer"), value: task.customerName }] : [])]} />
      </div>
      <ActionForm action={editTaskAction} kind="edit" submit={t("Save task")} pending={t("Saving …")} cancelHref={paths.task(task.id)}>
        <input type="hidden" name="taskId" value={task.id} />
        <HiddenVersion value={task.version} />
        <TaskFields values={task} assignee={assignee} canChoose={can(viewer, "users.list")} />
      </ActionForm>
    </>
  );
}
