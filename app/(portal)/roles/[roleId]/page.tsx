import Link from "next/link";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { Facts, type Fact } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { can } from "@/lib/access/decide";
import { permissions } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { denialReasons } from "@/lib/domain/roles/locks";
import { getRole } from "@/lib/domain/roles/queries";
import type { Lineage, RoleDetail } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { RoleMarks } from "../role-marks";
import { Changes } from "./change-words";
import { RoleActions } from "./role-actions";

export const generateMetadata = () => ({ title: t("Role") });

/** What a role allows, where it comes from and how much it is used. */
export default async function RolePage({ params }: PageProps<"/roles/[roleId]">) {
  const viewer = await requireViewer();
  const role = await pageData(getRole(viewer, idParam((await params).roleId)));
  const denied = await pageData(denialReasons(viewer, role));
  const { lineage } = role;
  return (
    <>
      <PageHeader title={role.name} sentence={role.description} state={<RoleMarks role={role} />} back={{ href: paths.roles(), label: t("Roles") }}>
        <RoleActions viewer={viewer} role={role} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        {lineage && lineage.proposal.length > 0 && <Proposed roleId={role.id} lineage={lineage} />}
        <Panel>
          <Facts columns={2} facts={factsOf(viewer, role)} />
        </Panel>
        {lineage && (lineage.more.length > 0 || lineage.lacks.length > 0) && <Drift roleId={role.id} lineage={lineage} />}
        <Panel title={t("What it allows")} sentence={t("On which records, is said by the access that was given with it.")}>
          <PermissionMatrix label={t("Permissions of {role}", { role: role.name })} entries={permissions} granted={role.permissions} denied={denied} readOnly />
        </Panel>
      </div>
    </>
  );
}

const Proposed = ({ roleId, lineage: { templateName, latest, proposal } }: { roleId: number; lineage: Lineage }) => (
  <Notice tone="caution" title={t("Version {latest} of {templateName} proposes {changes, plural, one {# change} other {# changes}}.", { latest, templateName, changes: proposal.length })}>
    {rich("Nothing changes here until somebody takes all, some or none of it. <link>Look at the proposal</link>", { link: (text) => <Link className="link" href={paths.roleProposal(roleId)} prefetch={false}>{text}</Link> })}
  </Notice>
);

const Drift = ({ roleId, lineage: { templateId, templateName, latest, more, lacks } }: { roleId: number; lineage: Lineage }) => (
  <Panel
    title={t("How it differs from {templateName}", { templateName })}
    sentence={
      <>
        {rich("Against version {latest}, the newest. <link>Compare side by side</link>", { latest, link: (text) => <Link className="link" href={paths.compareRoles([roleId, templateId])} prefetch={false}>{text}</Link> })}
      </>
    }
  >
    <Changes added={more} removed={lacks} words={[t("more##than its template"), t("lacks")]} />
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
    { label: t("Belongs to"), value: owner },
    { label: t("Can be given to"), value: t("people of {organizationName} and of all below it", { organizationName }) },
    { label: t("Permissions"), value: t("{count, plural, one {# named permission} other {# named permissions}}", { count: permissions.length }) },
    ...usage(role),
    ...lineageFacts(role),
    ...templateFacts(role),
    { label: t("Updated"), value: <RelativeTime at={updatedAt} /> },
  ];
}

function usage({ id, grantCount }: RoleDetail): Fact[] {
  if (grantCount === null) return [];
  return [{ label: t("Used by"), value: grantCount === 0 ? t("nobody whose access you may see") : <To href={paths.grants(`?role=${id}`)}>{t("{count, plural, one {# grant} other {# grants}}", { count: grantCount })}</To> }];
}

function lineageFacts({ lineage }: RoleDetail): Fact[] {
  if (!lineage) return [];
  const { templateId, templateName, number, declined } = lineage;
  return [
    { label: t("Template"), value: <To href={paths.role(templateId)}>{templateName}</To> },
    { label: t("Stands at"), value: declined === number ? t("version {number}, of which nothing was taken", { number }) : t("version {number}", { number }) },
  ];
}

function templateFacts({ id, isTemplate, number, clones }: RoleDetail): Fact[] {
  const version = number === null ? [] : [{ label: t("Newest version"), value: <To href={paths.roleVersions(id)}>{t("version {number}", { number })}</To> }];
  const counted =
    clones.open === 0
      ? t("{count, plural, one {# clone} other {# clones}}", { count: clones.count })
      : t("{count, plural, one {# clone} other {# clones}}, {open} with a proposal to decide", { count: clones.count, open: clones.open });
  const cloned = clones.count === 0 ? t("nothing that you may see") : <To href={paths.roleDrift(`?template=${id}`)}>{counted}</To>;
  return isTemplate ? [...version, { label: t("Clones"), value: cloned }] : [];
}
