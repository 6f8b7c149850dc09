import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { getCustomer } from "@/lib/domain/customers/queries";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CustomerHeader } from "./customer-header";

export const generateMetadata = () => ({ title: t("Customer") });

export default async function CustomerPage({ params }: PageProps<"/customers/[customerId]">) {
  const viewer = await requireViewer();
  const customer = await pageData(getCustomer(viewer, idParam((await params).customerId)));
  return (
    <>
      <CustomerHeader customer={customer} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title={t("Contact")}>
          <Facts
            facts={[
              { label: t("Email"), value: customer.email },
              { label: t("Phone"), value: customer.phone },
              { label: t("Street"), value: customer.street },
              { label: t("City"), value: customer.city },
              { label: t("Region"), value: customer.region },
              { label: t("Country"), value: customer.country },
              { label: t("Comment"), value: customer.comment },
            ]}
          />
        </Panel>
        <Panel title={t("Place")}>
          <Facts
            facts={[
              { label: t("Partner"), value: customer.organizationName },
              { label: t("Territory"), value: customer.territoryName },
              { label: t("Account manager"), value: customer.accountManagerName },
              { label: t("Created"), value: <RelativeTime at={customer.createdAt} /> },
              { label: t("Updated"), value: <RelativeTime at={customer.updatedAt} /> },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}
