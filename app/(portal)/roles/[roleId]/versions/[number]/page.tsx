import { notFound } from "next/navigation";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextInput } from "@/components/ui/text-input";
import { permissions } from "@/lib/access/permissions";
import { differenceBetween } from "@/lib/access/proposal";
import type { Viewer } from "@/lib/access/viewer";
import { getRole, listVersions } from "@/lib/domain/roles/queries";
import type { RoleDetail, RoleVersionRow } from "@/lib/domain/roles/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { rollBackTemplateAction } from "../../../actions";
import { Changes } from "../../change-words";
import { Consequences } from "../../consequences";

export const generateMetadata = () => ({ title: t("Version") });

/** What a template allowed at one version, and going back to it. */
export default async function VersionPage({ params }: PageProps<"/roles/[roleId]/versions/[number]">) {
  const viewer = await requireViewer();
  const { roleId, number } = await params;
  const id = idParam(roleId);
  const wanted = idParam(number);
  const [role, versions] = await pageData(Promise.all([getRole(viewer, id), listVersions(viewer, id)]));
  const version = versions.find((each) => each.number === wanted);
  if (!version) notFound();
  return (
    <>
      <PageHeader
        title={t("{role}, version {number}", { role: role.name, number: version.number })}
        sentence={publishedWords(version)}
        back={{ href: paths.roleVersions(id), label: t("Versions of {role}", { role: role.name }) }}
      />
      <div className="flex flex-col gap-4">
        {role.isTemplate && role.can.publish && <GoBack viewer={viewer} role={role} version={version} />}
        <Panel title={t("What it allowed")}>
          <PermissionMatrix label={t("Permissions at version {number}", { number: version.number })} entries={permissions} granted={version.permissions} readOnly />
        </Panel>
      </div>
    </>
  );
}

function publishedWords({ publishedByName, publishedAt, note }: RoleVersionRow): string {
  const when = formatDate(publishedAt);
  return note ? t("Published by {publishedByName} on {when}: {note}", { publishedByName, when, note }) : t("Published by {publishedByName} on {when}.", { publishedByName, when });
}

function GoBack({ viewer, role, version }: { viewer: Viewer; role: RoleDetail; version: RoleVersionRow }) {
  const { added, removed } = differenceBetween(role.permissions, version.permissions);
  if (added.length === 0 && removed.length === 0) return null;
  return (
    <Panel title={t("Go back to version {number}", { number: version.number })} sentence={t("It becomes version {next}: {role} then allows exactly what it did at version {number}.", { next: (role.number ?? 0) + 1, role: role.name, number: version.number })}>
      <div className="flex flex-col gap-3">
        <Changes added={added} removed={removed} words={[t("comes back"), t("goes##permission")]} />
        <Consequences viewer={viewer} role={role} />
        <ActionForm action={rollBackTemplateAction} submit={t("Roll back to version {number}", { number: version.number })} pending={t("Rolling back")} cancelHref={paths.roleVersions(role.id)}>
          <input type="hidden" name="roleId" value={role.id} />
          <input type="hidden" name="number" value={version.number} />
          <HiddenVersion value={role.version} />
          <Field name="note" label={t("Why")} optional>
            <TextInput autoComplete="off" />
          </Field>
        </ActionForm>
      </div>
    </Panel>
  );
}
