import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { lockReasons } from "@/lib/domain/roles/locks";
import { roleHomes } from "@/lib/domain/roles/queries";
import { paths } from "@/lib/shared/paths";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createRoleAction } from "../actions";
import { HomeField } from "../home-field";
import { RoleMatrixField, RoleNameFields } from "../role-fields";

export const metadata = { title: "New role" };

export default async function NewRolePage() {
  const viewer = await requireViewer();
  await requirePermission(viewer, "roles.create");
  const [homes, locked] = await pageData(Promise.all([roleHomes(viewer), lockReasons(viewer)]));
  return (
    <>
      <PageHeader
        title="New role"
        sentence="A role says what its holders may do. On which records, is said when access is given."
        back={{ href: paths.roles(), label: "Roles" }}
      />
      <ActionForm action={createRoleAction} submit="Create role" pending="Creating" cancelHref={paths.roles()} className="flex flex-col gap-4">
        <HomeField homes={homes} canSearch={can(viewer, "organizations.list")} />
        <RoleNameFields />
        {can(viewer, "roles.publish") && <Checkbox name="isTemplate" label="Offer it as a template" help="Others can clone it. What it allows then changes by publishing versions, and each clone is shown what changed." />}
        <RoleMatrixField locked={locked} />
      </ActionForm>
    </>
  );
}
