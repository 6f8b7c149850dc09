import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { PageHeader } from "@/components/ui/page-header";
import { getCustomer } from "@/lib/domain/customers/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { reassignCustomerAction } from "../../actions";
import { placeChoices } from "../../place-choices";
import { PlaceFields } from "../../place-fields";

export const generateMetadata = () => ({ title: t("Reassign customer") });

const choice = (id: number | null, name: string | null) => (id === null ? undefined : { value: String(id), label: name ?? "" });

export default async function ReassignCustomerPage({ params }: PageProps<"/customers/[customerId]/reassign">) {
  const viewer = await requireViewer();
  const customer = await pageData(getCustomer(viewer, idParam((await params).customerId)));
  if (!customer.can.reassign) await refusePage("customers.reassign");
  return (
    <>
      <PageHeader
        title={t("Reassign {customer}", { customer: customer.name })}
        sentence={t("Whoever may see the new partner, territory or account manager's customers sees it at once; the others no longer do.")}
        back={{ href: paths.customer(customer.id), label: customer.name }}
      />
      <ActionForm action={reassignCustomerAction} kind="edit" submit={t("Save place")} pending={t("Saving …")} cancelHref={paths.customer(customer.id)}>
        <input type="hidden" name="customerId" value={customer.id} />
        <HiddenVersion value={customer.version} />
        <PlaceFields
          organization={choice(customer.organizationId, customer.organizationName)}
          territory={choice(customer.territoryId, customer.territoryName)}
          manager={choice(customer.accountManagerId, customer.accountManagerName)}
          purpose="reassign"
          choices={placeChoices(viewer)}
        />
      </ActionForm>
    </>
  );
}
