import { whoList } from "@/lib/domain/access/schema";
import { getCustomer } from "@/lib/domain/customers/queries";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { WhoListPart } from "../../../access/who-list";
import { CustomerHeader } from "../customer-header";

export const generateMetadata = () => ({ title: t("Who can see this customer") });

/** Everybody who may do something with this customer, seeing it to begin with. */
export default async function CustomerWhoPage({ params, searchParams }: PageProps<"/customers/[customerId]/who">) {
  const viewer = await requireViewer();
  const id = idParam((await params).customerId);
  const customer = await pageData(getCustomer(viewer, id));
  return (
    <>
      <CustomerHeader customer={customer} />
      <WhoListPart viewer={viewer} type="customer" id={id} list={whoList.parse(await searchParams)} />
    </>
  );
}
