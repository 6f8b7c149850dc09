import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { paths } from "@/lib/shared/paths";

/** The top of the explorer's pages: what is asked, and the other questions. */
export function ExplorerHeader({ viewer, sentence }: { viewer: Viewer; sentence: string }) {
  const explains = can(viewer, "access.explain");
  return (
    <>
      <PageHeader title="Who may what" sentence={sentence} />
      <Tabs
        label="Who may what"
        tabs={[
          { label: explains ? "May somebody?" : "May you?", href: paths.access() },
          { label: explains ? "What may a person do?" : "What may you do?", href: paths.accessPerson() },
          ...(explains ? [{ label: "Who may?", href: paths.accessRecord() }] : []),
        ]}
      />
    </>
  );
}
