import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { getCustomer } from "@/lib/domain/customers/queries";
import { namesOfOrganizations } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createTaskAction } from "../actions";
import { homeChoice } from "../home-choice";
import { TaskFields } from "../task-fields";

export const generateMetadata = () => ({ title: t("New task") });

type Params = { organization?: string | string[]; customer?: string | string[] };

/** Where the task is at home: the customer or partner named in the address, else the viewer's own. */
async function placeOf(viewer: Viewer, { customer, organization }: Params) {
  if (customer !== undefined) {
    const { id, name, organizationName } = await pageData(getCustomer(viewer, idParam(String(customer))));
    return { customer: { id, name, organizationName }, organization: null };
  }
  const named = organization !== undefined && can(viewer, "organizations.list") ? (await namesOfOrganizations(viewer, [idParam(String(organization))]))[0] : undefined;
  return { customer: null, organization: named ? { value: String(named.id), label: named.name } : await homeChoice(viewer) };
}

/** Gives somebody a task at a partner, or about a customer. */
export default async function NewTaskPage({ searchParams }: PageProps<"/tasks/new">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "tasks.assign");
  const { customer, organization } = await placeOf(viewer, await searchParams);
  const self = { value: String(viewer.facts.userId), label: viewer.facts.name };
  const back = customer ? { href: paths.customer(customer.id), label: customer.name } : { href: paths.tasks(), label: t("Tasks") };
  return (
    <>
      <PageHeader title={t("New task")} sentence={customer ? t("About {customer}, customer of {organizationName}.", { customer: customer.name, organizationName: customer.organizationName }) : undefined} back={back} />
      <ActionForm action={createTaskAction} kind="create" submit={t("Give the task")} pending={t("Giving …")} cancelHref={back.href}>
        {customer && <input type="hidden" name="customerId" value={customer.id} />}
        {!customer && <Place organization={organization} canChoose={can(viewer, "organizations.list")} />}
        <TaskFields canChoose={can(viewer, "users.list")} {...(can(viewer, "users.list") ? {} : { assignee: self })} />
      </ActionForm>
    </>
  );
}

function Place({ organization, canChoose }: { organization: { value: string; label: string } | null; canChoose: boolean }) {
  if (canChoose) {
    return (
      <Field name="organizationId" label={t("Partner")} required help={t("Whose people see the task, as far as they may see tasks.")}>
        <Combobox fetchUrl="/api/lookup/organizations?for=task" defaultValue={organization} />
      </Field>
    );
  }
  return (
    <>
      <Facts facts={[{ label: t("Partner"), value: organization?.label }]} />
      <input type="hidden" name="organizationId" value={organization?.value ?? ""} />
    </>
  );
}
