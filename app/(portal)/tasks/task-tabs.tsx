import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** One's own tasks, and, with the permission, those of everybody in one's scopes. */
export function TaskTabs({ viewer }: { viewer: Viewer }) {
  if (!can(viewer, "tasks.view")) return null;
  return (
    <Tabs
      label={t("Tasks")}
      tabs={[
        { label: t("Mine"), href: paths.tasks() },
        { label: t("Everybody's"), href: paths.allTasks() },
      ]}
    />
  );
}
