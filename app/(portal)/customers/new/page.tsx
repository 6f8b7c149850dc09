import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { authorize } from "@/lib/access/decide";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { placeChoices } from "../place-choices";
import { createCustomerAction } from "../actions";
import { ContactFields } from "../contact-fields";
import { PlaceFields } from "../place-fields";
import { RegionFields } from "../region-fields";

export const metadata = { title: "New customer" };

export default async function NewCustomerPage() {
  const viewer = await requireViewer();
  await pageData(Promise.resolve().then(() => authorize(viewer, "customers.create")));
  const { homePath, homeName } = viewer.facts;
  const home = { value: String(homePath[0]), label: homeName };
  return (
    <>
      <PageHeader title="New customer" back={{ href: paths.customers(), label: "Customers" }} />
      <ActionForm action={createCustomerAction} kind="create" submit="Create customer" pending="Creating …" cancelHref={paths.customers()}>
        <Field name="name" label="Name" required>
          <TextInput autoComplete="off" />
        </Field>
        <Field name="key" label="Number" optional help="Your own number for this customer. Left empty, one is made.">
          <TextInput autoComplete="off" />
        </Field>
        <PlaceFields organization={home} purpose="customer" choices={placeChoices(viewer)} />
        <ContactFields />
        <RegionFields />
      </ActionForm>
    </>
  );
}
