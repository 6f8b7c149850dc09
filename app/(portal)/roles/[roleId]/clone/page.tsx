import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { permissions as catalogue, withImplied } from "@/lib/access/permissions";
import { cloneDraft, type CloneDraft } from "@/lib/domain/roles/clone";
import { lockReasons } from "@/lib/domain/roles/locks";
import { roleHomes } from "@/lib/domain/roles/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { cloneRoleAction } from "../../actions";
import { HomeField } from "../../home-field";
import { RoleMatrixField, RoleNameFields } from "../../role-fields";

export const generateMetadata = () => ({ title: t("Clone role") });

/** A new role like another one, and what to take over. */
export default async function CloneRolePage({ params }: PageProps<"/roles/[roleId]/clone">) {
  const viewer = await requireViewer();
  const [draft, homes, lacked] = await pageData(Promise.all([cloneDraft(viewer, idParam((await params).roleId)), roleHomes(viewer, "roles.clone"), lockReasons(viewer)]));
  const { source, name, permissions } = draft;
  if (!source.can.clone) await refusePage("roles.clone");
  const there = new Set<string>(withImplied(source.permissions));
  const leftOut = there.size - withImplied(permissions).length;
  const home = homes.find(({ id }) => id === source.organizationId) ?? homes[0];
  return (
    <>
      <PageHeader title={t("Clone {source}", { source: source.name })} sentence={lineageWords(draft)} back={{ href: paths.role(source.id), label: source.name }} />
      <ActionForm action={cloneRoleAction} submit={t("Create clone")} pending={t("Creating")} cancelHref={paths.role(source.id)} className="flex flex-col gap-4">
        <input type="hidden" name="roleId" value={source.id} />
        {leftOut > 0 && <Notice tone="caution">{t("{count, plural, one {# permission of {source} is left out, because you do not have it yourself.} other {# permissions of {source} are left out, because you do not have them yourself.}}", { count: leftOut, source: source.name })}</Notice>}
        <HomeField homes={homes} canSearch={can(viewer, "organizations.list")} chosen={home} />
        <RoleNameFields name={name} description={source.description} />
        <RoleMatrixField granted={permissions} locked={lacked} entries={catalogue.filter(({ key }) => there.has(key))} help={t("Take over all that {source} allows, or only some; add to it afterwards.", { source: source.name })} />
        {can(viewer, "grants.give") && (source.grantCount ?? 0) > 0 && <Holders name={source.name} count={source.grantCount!} />}
      </ActionForm>
    </>
  );
}

function lineageWords({ source: { name, isTemplate, number, lineage } }: CloneDraft): string {
  if (isTemplate && number !== null) return t("The clone remembers that it comes from version {number} of {name}. Later versions are proposed to it, never forced on it.", { number, name });
  if (lineage) return t("Like {name}, the clone will know that it comes from version {number} of {templateName}.", { name, number: lineage.number, templateName: lineage.templateName });
  return t("{name} is no template, so later changes of it are not proposed to the clone.", { name });
}

const Holders = ({ name, count }: { name: string; count: number }) => (
  <Field name="members" label={t("Who holds it")} group>
    <Checkbox name="members" label={t("Give the clone to whoever holds {name}", { name })} help={t("{grants, plural, one {# grant} other {# grants}} you can see. You yourself, and people elsewhere than the clone's partner and below, are left out.", { grants: count })} />
    <div className="ps-6">
      <Checkbox name="scope" defaultChecked label={t("On the same records, at the same level")} help={t("Otherwise each on their own partner alone.")} />
      <Checkbox name="expiry" defaultChecked label={t("Until the same day")} help={t("Otherwise without an end.")} />
    </div>
  </Field>
);
