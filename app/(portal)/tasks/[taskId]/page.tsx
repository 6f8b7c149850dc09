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
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { cancelTaskAction, commentTaskAction, completeTaskAction, reopenTaskAction } from "../actions";
import { TaskStatus } from "../task-status";

export const generateMetadata = () => ({ title: t("Task") });

/** One task: what it is, whose, until when, and what was said about it. */
export default async function TaskPage({ params }: PageProps<"/tasks/[taskId]">) {
  const viewer = await requireViewer();
  const task = await pageData(getTask(viewer, idParam((await params).taskId)));
  const { rows, total } = await pageData(listComments(viewer, task.id, { ...commentList.parse({}), limit: 200 }));
  return (
    <>
      <PageHeader
        title={stepText(task.title)}
        state={<TaskStatus status={task.status} isOverdue={task.isOverdue} />}
        back={task.isMine ? { href: paths.tasks(), label: t("Tasks") } : { href: paths.allTasks(), label: t("Everybody's tasks") }}
      >
        <TaskActions task={task} />
      </PageHeader>
      {task.isOrphaned && task.status === "open" && (
        <div className="mb-4">
          <Notice tone="caution" title={t("{assigneeName} can no longer sign in.", { assigneeName: task.assigneeName })}>
            {task.can.assign ? t("Give the task to somebody else.") : t("Somebody who gives tasks has to pass it on.")}
          </Notice>
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t("Task")}>
          {task.description && <p className="mb-4 text-sm wrap-anywhere whitespace-pre-line">{stepText(task.description)}</p>}
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
    { label: t("Due"), value: task.dueOn ? formatDate(task.dueOn) : t("no day") },
    { label: t("Who does it"), value: task.isMine ? t("You") : link(paths.user(task.assigneeId), task.assigneeName, can(viewer, "users.view")) },
    { label: t("Partner"), value: link(paths.organization(task.organizationId), task.organizationName, can(viewer, "organizations.view")) },
    ...(task.customerId === null ? [] : [{ label: t("Customer"), value: link(paths.customer(task.customerId), task.customerName ?? "", can(viewer, "customers.view")) }]),
    { label: t("Given by"), value: task.createdByName ?? "Portico" },
    { label: t("Given"), value: <RelativeTime at={task.createdAt} /> },
    ...(task.doneAt ? [{ label: t("Done"), value: <RelativeTime at={task.doneAt} /> }] : []),
  ];
}

function TaskActions({ task: { id, status, title, can: may } }: { task: TaskDetail }) {
  const mayReopen = status === "cancelled" ? may.assign : status === "done" && may.finish;
  return (
    <>
      {may.assign && status === "open" && (
        <ConfirmButton label={t("Cancel task")} title={t("Cancel “{title}”?", { title })} sentence={t("It leaves the list of what is open. It can be opened again.")} confirm={t("Cancel the task")} action={cancelTaskAction} values={{ taskId: id }} />
      )}
      {may.assign && <ButtonLink href={paths.editTask(id)}>{t("Edit or reassign")}</ButtonLink>}
      {mayReopen && <Step id={id} action={reopenTaskAction} label={t("Open again")} />}
      {may.finish && status === "open" && <Step id={id} action={completeTaskAction} label={t("Mark as done")} isPrimary />}
    </>
  );
}

function Step({ id, action, label, isPrimary = false }: { id: number; action: typeof completeTaskAction; label: string; isPrimary?: boolean }) {
  return (
    <ActionForm kind="inline" action={action}>
      <input type="hidden" name="taskId" value={id} />
      <SubmitButton look={isPrimary ? "primary" : "secondary"} pending={t("Saving …")}>
        {label}
      </SubmitButton>
    </ActionForm>
  );
}

function Comments({ task, comments, hidden }: { task: TaskDetail; comments: CommentRow[]; hidden: number }) {
  return (
    <Panel title={t("Comments")} sentence={comments.length === 0 ? t("Nothing was said about it yet.") : undefined}>
      {task.can.finish && (
        <ActionForm kind="inline" action={commentTaskAction} resetOnSuccess>
          <input type="hidden" name="taskId" value={task.id} />
          <Field name="text" label={t("Add a comment")}>
            <Textarea rows={2} maxLength={4000} />
          </Field>
          <div>
            <SubmitButton look="secondary" pending={t("Adding …")}>
              {t("Add comment")}
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
      {hidden > 0 && <p className="mt-2 text-sm text-ink-2">{t("{hidden} earlier comments are not shown.", { hidden })}</p>}
    </Panel>
  );
}
