import { forbidden } from "next/navigation";
import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { lockedPermissions, roleHomes } from "@/lib/domain/roles/queries";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createRoleAction } from "../actions";
import { RoleFields } from "../role-fields";

export const metadata = { title: "New role" };

export default async function NewRolePage() {
  const viewer = await requireViewer();
  if (!can(viewer, "roles.create")) forbidden();
  const homes = await pageData(roleHomes(viewer));
  const options = homes.map(({ id, name }) => ({ value: String(id), label: name }));
  const isOnly = options.length === 1;
  return (
    <>
      <PageHeader
        title="New role"
        sentence="A role says what its holders may do. On which records, is said when access is given."
        back={{ href: paths.roles(), label: "Roles" }}
      />
      <ActionForm action={createRoleAction} submit="Create role" pending="Creating" cancelHref={paths.roles()} className="flex flex-col gap-4">
        {isOnly ? (
          <input type="hidden" name="organizationId" value={options[0]!.value} />
        ) : (
          <div className="max-w-[560px]">
            <Field name="organizationId" label="Partner" required help="The role can be given to people of this partner and of all below it.">
              {can(viewer, "organizations.list") ? (
                <Combobox fetchUrl="/api/lookup/organizations" defaultValue={options[0] ?? null} />
              ) : (
                <Combobox options={options} defaultValue={options[0] ?? null} />
              )}
            </Field>
          </div>
        )}
        <RoleFields locked={lockedPermissions(viewer)} />
      </ActionForm>
    </>
  );
}
