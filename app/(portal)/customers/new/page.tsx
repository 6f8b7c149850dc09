import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { authorize } from "@/lib/access/decide";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { placeChoices } from "../place-choices";
import { createCustomerAction } from "../actions";
import { ContactFields } from "../contact-fields";
import { PlaceFields } from "../place-fields";
import { RegionFields } from "../region-fields";

export const generateMetadata = () => ({ title: t("New customer") });

export default async function NewCustomerPage() {
  const viewer = await requireViewer();
  await pageData(Promise.resolve().then(() => authorize(viewer, "customers.create")));
  const { homePath, homeName } = viewer.facts;
  const home = { value: String(homePath[0]), label: homeName };
  return (
    <>
      <PageHeader title={t("New customer")} back={{ href: paths.customers(), label: t("Customers") }} />
      <ActionForm action={createCustomerAction} kind="create" submit={t("Create customer")} pending={t("Creating …")} cancelHref={paths.customers()}>
        <Field name="name" label={t("Name")} required>
          <TextInput autoComplete="off" />
        </Field>
        <Field name="key" label={t("Number")} optional help={t("Your own number for this customer. Left empty, one is made.")}>
          <TextInput autoComplete="off" />
        </Field>
        <PlaceFields organization={home} purpose="customer" choices={placeChoices(viewer)} />
        <ContactFields>
          <RegionFields />
        </ContactFields>
      </ActionForm>
    </>
  );
}
