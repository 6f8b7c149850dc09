import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmButton } from "@/components/form/confirm-button";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { Textarea } from "@/components/ui/textarea";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { getTask, listComments } from "@/lib/domain/tasks/queries";
import type { CommentRow, TaskDetail } from "@/lib/domain/tasks/rows";
import { commentList } from "@/lib/domain/tasks/schema";
import { formatDate } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { cancelTaskAction, commentTaskAction, completeTaskAction, reopenTaskAction } from "../actions";
import { TaskStatus } from "../task-status";

export const metadata = { title: "Task" };

/** One task: what it is, whose, until when, and what was said about it. */
export default async function TaskPage({ params }: PageProps<"/tasks/[taskId]">) {
  const viewer = await requireViewer();
  const task = await pageData(getTask(viewer, idParam((await params).taskId)));
  const { rows, total } = await pageData(listComments(viewer, task.id, { ...commentList.parse({}), limit: 200 }));
  return (
    <>
      <PageHeader
        title={task.title}
        state={<TaskStatus status={task.status} isOverdue={task.isOverdue} />}
        back={task.isMine ? { href: paths.tasks(), label: "Tasks" } : { href: paths.allTasks(), label: "Everybody's tasks" }}
      >
        <TaskActions task={task} />
      </PageHeader>
      {task.isOrphaned && task.status === "open" && (
        <div className="mb-4">
          <Notice tone="caution" title={`${task.assigneeName} can no longer sign in.`}>
            {task.can.assign ? "Give the task to somebody else." : "Somebody who gives tasks has to pass it on."}
          </Notice>
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Task">
          {task.description && <p className="mb-4 text-sm wrap-anywhere whitespace-pre-line">{task.description}</p>}
          <Facts facts={factsOf(viewer, task)} />
        </Panel>
        <Comments task={task} comments={rows} hidden={total.count - rows.length} />
      </div>
    </>
  );
}

function factsOf(viewer: Viewer, task: TaskDetail) {
  const link = (href: string, text: string, isOpen: boolean) =>
    isOpen ? (
      <Link className="link" href={href} prefetch={false}>
        {text}
      </Link>
    ) : (
      text
    );
  return [
    { label: "Due", value: task.dueOn ? formatDate(task.dueOn) : "no day" },
    { label: "Who does it", value: task.isMine ? "You" : link(paths.user(task.assigneeId), task.assigneeName, can(viewer, "users.view")) },
    { label: "Partner", value: link(paths.organization(task.organizationId), task.organizationName, can(viewer, "organizations.view")) },
    ...(task.customerId === null ? [] : [{ label: "Customer", value: link(paths.customer(task.customerId), task.customerName ?? "", can(viewer, "customers.view")) }]),
    { label: "Given by", value: task.createdByName ?? "Portico" },
    { label: "Given", value: <RelativeTime at={task.createdAt} /> },
    ...(task.doneAt ? [{ label: "Done", value: <RelativeTime at={task.doneAt} /> }] : []),
  ];
}

function TaskActions({ task: { id, status, title, can: may } }: { task: TaskDetail }) {
  const mayReopen = status === "cancelled" ? may.assign : status === "done" && may.finish;
  return (
    <>
      {may.assign && status === "open" && (
        <ConfirmButton label="Cancel task" title={`Cancel “${title}”?`} sentence="It leaves the list of what is open. It can be opened again." confirm="Cancel the task" action={cancelTaskAction} values={{ taskId: id }} />
      )}
      {may.assign && <ButtonLink href={paths.editTask(id)}>Edit or reassign</ButtonLink>}
      {mayReopen && <Step id={id} action={reopenTaskAction} label="Open again" />}
      {may.finish && status === "open" && <Step id={id} action={completeTaskAction} label="Mark as done" isPrimary />}
    </>
  );
}

function Step({ id, action, label, isPrimary = false }: { id: number; action: typeof completeTaskAction; label: string; isPrimary?: boolean }) {
  return (
    <ActionForm kind="inline" action={action}>
      <input type="hidden" name="taskId" value={id} />
      <SubmitButton look={isPrimary ? "primary" : "secondary"} pending="Saving …">
        {label}
      </SubmitButton>
    </ActionForm>
  );
}

function Comments({ task, comments, hidden }: { task: TaskDetail; comments: CommentRow[]; hidden: number }) {
  return (
    <Panel title="Comments" sentence={comments.length === 0 ? "Nothing was said about it yet." : undefined}>
      {task.can.finish && (
        <ActionForm kind="inline" action={commentTaskAction} resetOnSuccess>
          <input type="hidden" name="taskId" value={task.id} />
          <Field name="text" label="Add a comment">
            <Textarea rows={2} maxLength={4000} />
          </Field>
          <div>
            <SubmitButton look="secondary" pending="Adding …">
              Add comment
            </SubmitButton>
          </div>
        </ActionForm>
      )}
      {comments.length > 0 && (
        <ol className="mt-4 divide-y divide-line">
          {comments.map(({ id, authorName, text, createdAt }) => (
            <li key={id} className="py-2.5 text-sm">
              <p className="flex flex-wrap gap-x-2">
                <b className="font-[560]">{authorName}</b>
                <span className="text-ink-2">
                  <RelativeTime at={createdAt} />
                </span>
              </p>
              <p className="mt-0.5 wrap-anywhere whitespace-pre-line">{text}</p>
            </li>
          ))}
        </ol>
      )}
      {hidden > 0 && <p className="mt-2 text-sm text-ink-2">{hidden} earlier comments are not shown.</p>}
    </Panel>
  );
}
