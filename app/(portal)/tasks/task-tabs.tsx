import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { paths } from "@/lib/shared/paths";

/** One's own tasks, and, with the permission, those of everybody in one's scopes. */
export function TaskTabs({ viewer }: { viewer: Viewer }) {
  if (!can(viewer, "tasks.view")) return null;
  return (
    <Tabs
      label="Tasks"
      tabs={[
        { label: "Mine", href: paths.tasks() },
        { label: "Everybody's", href: paths.allTasks() },
      ]}
    />
  );
}
