import Link from "next/link";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { Facts, type Fact } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { can } from "@/lib/access/decide";
import { permissions } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { denialReasons } from "@/lib/domain/roles/locks";
import { getRole } from "@/lib/domain/roles/queries";
import type { Lineage, RoleDetail } from "@/lib/domain/roles/rows";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { RoleMarks } from "../role-marks";
import { Changes } from "./change-words";
import { RoleActions } from "./role-actions";

export const metadata = { title: "Role" };

/** What a role allows, where it comes from and how much it is used. */
export default async function RolePage({ params }: PageProps<"/roles/[roleId]">) {
  const viewer = await requireViewer();
  const role = await pageData(getRole(viewer, idParam((await params).roleId)));
  const denied = await pageData(denialReasons(viewer, role));
  const { lineage } = role;
  return (
    <>
      <PageHeader title={role.name} sentence={role.description} state={<RoleMarks role={role} />} back={{ href: paths.roles(), label: "Roles" }}>
        <RoleActions viewer={viewer} role={role} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        {lineage && lineage.proposal.length > 0 && <Proposed roleId={role.id} lineage={lineage} />}
        <Panel>
          <Facts columns={2} facts={factsOf(viewer, role)} />
        </Panel>
        {lineage && (lineage.more.length > 0 || lineage.lacks.length > 0) && <Drift roleId={role.id} lineage={lineage} />}
        <Panel title="What it allows" sentence="On which records, is said by the access that was given with it.">
          <PermissionMatrix label={`Permissions of ${role.name}`} entries={permissions} granted={role.permissions} denied={denied} readOnly />
        </Panel>
      </div>
    </>
  );
}

const Proposed = ({ roleId, lineage: { templateName, latest, proposal } }: { roleId: number; lineage: Lineage }) => (
  <Notice tone="caution" title={`Version ${latest} of ${templateName} proposes ${counted(proposal.length, "change")}.`}>
    Nothing changes here until somebody takes all, some or none of it.{" "}
    <Link className="link" href={paths.roleProposal(roleId)} prefetch={false}>
      Look at the proposal
    </Link>
  </Notice>
);

const Drift = ({ roleId, lineage: { templateId, templateName, latest, more, lacks } }: { roleId: number; lineage: Lineage }) => (
  <Panel
    title={`How it differs from ${templateName}`}
    sentence={
      <>
        Against version {latest}, the newest.{" "}
        <Link className="link" href={paths.compareRoles([roleId, templateId])} prefetch={false}>
          Compare side by side
        </Link>
      </>
    }
  >
    <Changes added={more} removed={lacks} words={["more", "lacks"]} />
  </Panel>
);

const To = ({ href, children }: { href: string; children: string }) => (
  <Link className="link" href={href} prefetch={false}>
    {children}
  </Link>
);

function factsOf(viewer: Viewer, role: RoleDetail): Fact[] {
  const { organizationId, organizationName, isFromAbove, permissions, updatedAt } = role;
  const owner = can(viewer, "organizations.view") && !isFromAbove ? <To href={paths.organization(organizationId)}>{organizationName}</To> : organizationName;
  return [
    { label: "Belongs to", value: owner },
    { label: "Can be given to", value: `people of ${organizationName} and of all below it` },
    { label: "Permissions", value: counted(permissions.length, "named permission") },
    ...usage(role),
    ...lineageFacts(role),
    ...templateFacts(role),
    { label: "Updated", value: <RelativeTime at={updatedAt} /> },
  ];
}

function usage({ id, grantCount }: RoleDetail): Fact[] {
  if (grantCount === null) return [];
  return [{ label: "Used by", value: grantCount === 0 ? "nobody whose access you may see" : <To href={paths.grants(`?role=${id}`)}>{counted(grantCount, "grant")}</To> }];
}

function lineageFacts({ lineage }: RoleDetail): Fact[] {
  if (!lineage) return [];
  const { templateId, templateName, number, declined } = lineage;
  return [
    { label: "Template", value: <To href={paths.role(templateId)}>{templateName}</To> },
    { label: "Stands at", value: declined === number ? `version ${number}, of which nothing was taken` : `version ${number}` },
  ];
}

function templateFacts({ id, isTemplate, number, clones }: RoleDetail): Fact[] {
  const version = number === null ? [] : [{ label: "Newest version", value: <To href={paths.roleVersions(id)}>{`version ${number}`}</To> }];
  const open = clones.open === 0 ? "" : `, ${clones.open} with a proposal to decide`;
  const cloned = clones.count === 0 ? "nothing that you may see" : <To href={paths.roleDrift(`?template=${id}`)}>{`${counted(clones.count, "clone")}${open}`}</To>;
  return isTemplate ? [...version, { label: "Clones", value: cloned }] : [];
}
