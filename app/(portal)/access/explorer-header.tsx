import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The top of the explorer's pages: what is asked, and the other questions. */
export function ExplorerHeader({ viewer, sentence }: { viewer: Viewer; sentence: string }) {
  const explains = can(viewer, "access.explain");
  return (
    <>
      <PageHeader title={t("Who may what")} sentence={sentence} />
      <Tabs
        label={t("Who may what")}
        tabs={[
          { label: explains ? t("May somebody?") : t("May you?"), href: paths.access() },
          { label: explains ? t("What may a person do?") : t("What may you do?"), href: paths.accessPerson() },
          ...(explains ? [{ label: t("Who may?"), href: paths.accessRecord() }] : []),
        ]}
      />
    </>
  );
}
