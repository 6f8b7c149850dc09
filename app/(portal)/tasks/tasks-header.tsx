import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { TaskTabs } from "./task-tabs";

/** Top of both lists of tasks. */
export function TasksHeader({ viewer, sentence }: { viewer: Viewer; sentence: string }) {
  return (
    <>
      <PageHeader title={t("Tasks")} sentence={sentence}>
        {can(viewer, "tasks.assign") && (
          <ButtonLink href={paths.newTask()} look="primary">
            {t("New task")}
          </ButtonLink>
        )}
      </PageHeader>
      <TaskTabs viewer={viewer} />
    </>
  );
}
