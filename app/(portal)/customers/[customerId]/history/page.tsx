import { EmptyState } from "@/components/ui/empty-state";
import { Timeline } from "@/components/ui/timeline";
import { customerHistory } from "@/lib/domain/customers/history";
import { getCustomer } from "@/lib/domain/customers/queries";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CustomerHeader } from "../customer-header";

export const generateMetadata = () => ({ title: t("Customer history") });

export default async function CustomerHistoryPage({ params }: PageProps<"/customers/[customerId]/history">) {
  const viewer = await requireViewer();
  const id = idParam((await params).customerId);
  const customer = await pageData(getCustomer(viewer, id));
  const entries = await pageData(customerHistory(viewer, id));
  return (
    <>
      <CustomerHeader customer={customer} />
      {entries.length === 0 ? <EmptyState kind="nothing" title={t("Nothing has happened yet")} sentence={t("Every change of this customer will stand here.")} /> : <Timeline entries={entries} />}
    </>
  );
}
