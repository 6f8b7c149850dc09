import Link from "next/link";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts, type Fact } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { can } from "@/lib/access/decide";
import { permissions } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { getRole } from "@/lib/domain/roles/queries";
import type { RoleDetail } from "@/lib/domain/roles/rows";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { archiveRoleAction, restoreRoleAction } from "../actions";

export const metadata = { title: "Role" };

/** What a role allows, where it comes from and how much it is used. */
export default async function RolePage({ params }: PageProps<"/roles/[roleId]">) {
  const viewer = await requireViewer();
  const role = await pageData(getRole(viewer, idParam((await params).roleId)));
  return (
    <>
      <PageHeader title={role.name} sentence={role.description} state={<RoleMarks role={role} />} back={{ href: paths.roles(), label: "Roles" }}>
        <RoleActions viewer={viewer} role={role} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <Panel>
          <Facts columns={2} facts={factsOf(viewer, role)} />
        </Panel>
        <Panel title="What it allows" sentence="On which records, is said by the access that was given with it.">
          <PermissionMatrix label={`Permissions of ${role.name}`} entries={permissions} granted={role.permissions} readOnly />
        </Panel>
      </div>
    </>
  );
}

const RoleMarks = ({ role }: { role: RoleDetail }) => (
  <>
    {role.isTemplate && <Badge tone="accent">Template</Badge>}
    {role.isFromAbove && <Badge>from {role.organizationName}</Badge>}
    {role.archivedAt && <Badge tone="caution">Archived</Badge>}
  </>
);

function factsOf(viewer: Viewer, { id, organizationId, organizationName, isFromAbove, grantCount, permissions, updatedAt }: RoleDetail): Fact[] {
  const owner =
    can(viewer, "organizations.view") && !isFromAbove ? (
      <Link className="link" href={paths.organization(organizationId)} prefetch={false}>
        {organizationName}
      </Link>
    ) : (
      organizationName
    );
  const used =
    grantCount === null ? null : grantCount === 0 ? (
      "nobody yet"
    ) : (
      <Link className="link" href={paths.grants(`?role=${id}`)} prefetch={false}>
        {counted(grantCount, "grant")}
      </Link>
    );
  return [
    { label: "Belongs to", value: owner },
    { label: "Can be given to", value: `people of ${organizationName} and of all below it` },
    { label: "Permissions", value: counted(permissions.length, "named permission") },
    ...(used === null ? [] : [{ label: "Used by", value: used }]),
    { label: "Updated", value: <RelativeTime at={updatedAt} /> },
  ];
}

function RoleActions({ viewer, role: { id, name, archivedAt, can: may } }: { viewer: Viewer; role: RoleDetail }) {
  const values = { roleId: id };
  return (
    <>
      {may.archive && !archivedAt && (
        <ConfirmButton
          label="Archive"
          title={`Archive ${name}?`}
          sentence="It can no longer be given. It must not be in use; nothing is deleted, and it can be restored."
          confirm="Archive"
          action={archiveRoleAction}
          values={values}
        />
      )}
      {may.archive && archivedAt && (
        <ConfirmButton label="Restore" title={`Restore ${name}?`} sentence="It can be given again." confirm="Restore" look="primary" action={restoreRoleAction} values={values} />
      )}
      {can(viewer, "activity.view") && <ButtonLink href={paths.activity(`?record=role:${id}`)}>History</ButtonLink>}
      {can(viewer, "grants.give") && !archivedAt && <ButtonLink href={paths.newGrant(`?role=${id}`)}>Give this role</ButtonLink>}
      {may.edit && (
        <ButtonLink href={paths.editRole(id)} look="primary">
          Edit
        </ButtonLink>
      )}
    </>
  );
}
