import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { getCustomer } from "@/lib/domain/customers/queries";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CustomerHeader } from "./customer-header";

export const metadata = { title: "Customer" };

export default async function CustomerPage({ params }: PageProps<"/customers/[customerId]">) {
  const viewer = await requireViewer();
  const customer = await pageData(getCustomer(viewer, idParam((await params).customerId)));
  return (
    <>
      <CustomerHeader customer={customer} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title="Contact">
          <Facts
            facts={[
              { label: "E-mail", value: customer.email },
              { label: "Phone", value: customer.phone },
              { label: "Street", value: customer.street },
              { label: "City", value: customer.city },
              { label: "Region", value: customer.region },
              { label: "Country", value: customer.country },
              { label: "Comment", value: customer.comment },
            ]}
          />
        </Panel>
        <Panel title="Place">
          <Facts
            facts={[
              { label: "Partner", value: customer.organizationName },
              { label: "Territory", value: customer.territoryName },
              { label: "Account manager", value: customer.accountManagerName },
              { label: "Created", value: <RelativeTime at={customer.createdAt} /> },
              { label: "Updated", value: <RelativeTime at={customer.updatedAt} /> },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}
