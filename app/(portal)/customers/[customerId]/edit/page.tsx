import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { getCustomer } from "@/lib/domain/customers/queries";
import type { CustomerDetail } from "@/lib/domain/customers/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editContactAction, editCustomerAction } from "../../actions";
import { ContactFields } from "../../contact-fields";
import { RegionFields } from "../../region-fields";

export const generateMetadata = () => ({ title: t("Edit customer") });

export default async function EditCustomerPage({ params }: PageProps<"/customers/[customerId]/edit">) {
  const viewer = await requireViewer();
  const customer = await pageData(getCustomer(viewer, idParam((await params).customerId)));
  if (!customer.can.edit && !customer.can.editContact) await refusePage("customers.edit-contact");
  const back = { href: paths.customer(customer.id), label: customer.name };
  return (
    <>
      <PageHeader title={customer.can.edit ? t("Edit {customer}", { customer: customer.name }) : t("Edit the contact of {customer}", { customer: customer.name })} back={back} />
      {customer.can.edit ? <ProfileForm customer={customer} /> : <ContactForm customer={customer} />}
    </>
  );
}

function ProfileForm({ customer }: { customer: CustomerDetail }) {
  return (
    <ActionForm action={editCustomerAction} kind="edit" submit={t("Save customer")} pending={t("Saving …")} cancelHref={paths.customer(customer.id)}>
      <input type="hidden" name="customerId" value={customer.id} />
      <HiddenVersion value={customer.version} />
      <Field name="name" label={t("Name")} required>
        <TextInput defaultValue={customer.name} autoComplete="off" />
      </Field>
      <Field name="key" label={t("Number")} required>
        <TextInput defaultValue={customer.key} autoComplete="off" />
      </Field>
      <ContactFields values={customer}>
        <RegionFields values={customer} />
      </ContactFields>
    </ActionForm>
  );
}

/** Only what the right to edit contacts reaches can be changed; the rest stands as text. */
function ContactForm({ customer }: { customer: CustomerDetail }) {
  return (
    <>
      <div className="mb-4 max-w-[560px]">
        <Facts
          facts={[
            { label: t("Number"), value: customer.key },
            { label: t("Partner"), value: customer.organizationName },
            { label: t("Region"), value: customer.region },
            { label: t("Country"), value: customer.country },
          ]}
        />
      </div>
      <ActionForm action={editContactAction} kind="edit" submit={t("Save contact")} pending={t("Saving …")} cancelHref={paths.customer(customer.id)}>
        <input type="hidden" name="customerId" value={customer.id} />
        <HiddenVersion value={customer.version} />
        <ContactFields values={customer} />
      </ActionForm>
    </>
  );
}
