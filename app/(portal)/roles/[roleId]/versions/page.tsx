import Link from "next/link";
import { notFound } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { getRole, listVersions } from "@/lib/domain/roles/queries";
import type { RoleVersionRow } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { Changes } from "../change-words";

export const generateMetadata = () => ({ title: t("Versions") });

/** What a template said at each of its versions, newest first, who published it and why. */
export default async function VersionsPage({ params }: PageProps<"/roles/[roleId]/versions">) {
  const viewer = await requireViewer();
  const roleId = idParam((await params).roleId);
  const [role, versions] = await pageData(Promise.all([getRole(viewer, roleId), listVersions(viewer, roleId)]));
  if (versions.length === 0) notFound();
  return (
    <>
      <PageHeader
        title={t("Versions of {role}", { role: role.name })}
        sentence={
          role.isTemplate
            ? t("{versions, plural, one {# version} other {# versions}}, newest first. The newest is in use.", { versions: versions.length })
            : t("{versions, plural, one {# version} other {# versions}}, newest first. It is no longer offered as a template.", { versions: versions.length })
        }
        back={{ href: paths.role(roleId), label: role.name }}
      >
        {role.isTemplate && role.can.publish && (
          <ButtonLink href={paths.publishRole(roleId)} look="primary">
            {t("Publish a new version")}
          </ButtonLink>
        )}
      </PageHeader>
      <div className="flex flex-col gap-4">
        {versions.map((version, index) => (
          <Version key={version.number} roleId={roleId} version={version} isNewest={index === 0} isFirst={version.number === 1} />
        ))}
      </div>
    </>
  );
}

function Version({ roleId, version, isNewest, isFirst }: { roleId: number; version: RoleVersionRow; isNewest: boolean; isFirst: boolean }) {
  const { number, note, publishedByName, publishedAt, restoredNumber, added, removed, permissions } = version;
  const isSame = added.length === 0 && removed.length === 0;
  return (
    <Panel
      title={t("Version {number}", { number })}
      id={`version-${number}`}
      sentence={
        <>
          {publishedByName}, <RelativeTime at={publishedAt} />
          {note && `: ${note}`}
        </>
      }
      actions={
        <>
          {isNewest && <Badge tone="accent">{t("newest")}</Badge>}
          {restoredNumber !== null && <Badge>{t("brings back version {restoredNumber}", { restoredNumber })}</Badge>}
        </>
      }
    >
      {isFirst ? <p className="text-sm">{t("Began with {permissions, plural, one {# named permission} other {# named permissions}}.", { permissions: permissions.length })}</p> : isSame ? <p className="text-sm text-ink-2">{t("Allows what the one before allowed.")}</p> : <Changes added={added} removed={removed} />}
      <p className="mt-2 text-sm">
        <Link className="link inline-block py-1" href={paths.roleVersion(roleId, number)} prefetch={false}>
          {isNewest ? t("What it allows") : t("What it allowed, and going back to it")}
        </Link>
      </p>
    </Panel>
  );
}
