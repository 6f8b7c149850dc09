import { forbidden } from "next/navigation";
import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { withImplied } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { getRole, lockedPermissions } from "@/lib/domain/roles/queries";
import type { RoleDetail } from "@/lib/domain/roles/rows";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editRoleAction } from "../../actions";
import { RoleFields } from "../../role-fields";

export const metadata = { title: "Edit role" };

/** What is in the role already may be taken out by everybody who may edit it. */
function locksFor(viewer: Viewer, role: RoleDetail): Record<string, string> {
  const inRole = new Set<string>(withImplied(role.permissions));
  return Object.fromEntries(Object.entries(lockedPermissions(viewer)).filter(([key]) => !inRole.has(key)));
}

function Consequences({ viewer, role }: { viewer: Viewer; role: RoleDetail }) {
  const isHeld = viewer.facts.grants.some((grant) => grant.role.id === role.id);
  if (isHeld) return <Notice tone="caution">You hold this role yourself, so you can take permissions out of it, but not add any.</Notice>;
  if (!role.grantCount) return null;
  return <Notice>{counted(role.grantCount, "grant uses", "grants use")} this role. What you change counts for all its holders at once.</Notice>;
}

export default async function EditRolePage({ params }: PageProps<"/roles/[roleId]/edit">) {
  const viewer = await requireViewer();
  const role = await pageData(getRole(viewer, idParam((await params).roleId)));
  if (!role.can.edit) forbidden();
  return (
    <>
      <PageHeader title={`Edit ${role.name}`} back={{ href: paths.role(role.id), label: role.name }} />
      <ActionForm action={editRoleAction} kind="edit" submit="Save role" pending="Saving" cancelHref={paths.role(role.id)} className="flex flex-col gap-4">
        <input type="hidden" name="roleId" value={role.id} />
        <HiddenVersion value={role.version} />
        <Consequences viewer={viewer} role={role} />
        <RoleFields name={role.name} description={role.description} granted={role.permissions} locked={locksFor(viewer, role)} />
      </ActionForm>
    </>
  );
}
