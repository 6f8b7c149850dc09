import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { namesOfAsked } from "@/lib/domain/access/asked";
import { whoList } from "@/lib/domain/access/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ExplorerHeader } from "../explorer-header";
import { questionIn } from "../question";
import { QuestionForm } from "../question-form";
import { WhoListPart } from "../who-list";

export const generateMetadata = () => ({ title: t("Who may") });

/** Who may do something with this record? Narrowed by permission and search, a page at a time. */
export default async function RecordAccessPage({ searchParams }: PageProps<"/access/record">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "access.explain");
  const query = await searchParams;
  const list = whoList.parse(query);
  const [kept = "", id = ""] = (list.filters.record?.[0] ?? "").split(":");
  const { type, recordId } = questionIn(kept === "customer" || kept === "organization" ? { [kept]: id } : query);
  const names = recordId === null ? {} : await namesOfAsked(viewer, { [type]: recordId });
  return (
    <>
      <ExplorerHeader viewer={viewer} sentence={t("Everybody who may do something with a customer or a partner, with the reasons.")} />
      <QuestionForm action={paths.accessRecord()} record={{ types: ["customer", "organization"], type, chosen: names[type] ?? null }} />
      {recordId === null ? (
        <Panel>
          <EmptyState kind="nothing" title={t("Nothing asked yet")} sentence={t("Pick a customer or a partner.")} />
        </Panel>
      ) : (
        <WhoListPart viewer={viewer} type={type} id={recordId} list={{ ...list, filters: { ...list.filters, type: [], record: [`${type}:${recordId}`] } }} />
      )}
    </>
  );
}
