import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { PageHeader } from "@/components/ui/page-header";
import { getOrganization, organizationFacets } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editOrganizationAction } from "../../actions";
import { ProfileFields } from "../../profile-fields";

/** Edits a partner's profile. */
export default async function EditOrganizationPage({ params }: PageProps<"/organizations/[organizationId]/edit">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const { can, version, territoryId, territoryName, ...organization } = await pageData(getOrganization(viewer, id));
  if (!can.edit) await refusePage("organizations.edit");
  const { name, key, partnerType, region, tier, billingMode } = organization;
  const territory = territoryId === null ? null : { value: String(territoryId), label: territoryName ?? "" };
  return (
    <>
      <PageHeader title={t("Edit {name}", { name })} back={{ href: paths.organization(id), label: name }} />
      <ActionForm action={editOrganizationAction} kind="edit" submit={t("Save partner")} cancelHref={paths.organization(id)}>
        <input type="hidden" name="organizationId" value={id} />
        <HiddenVersion value={version} />
        <ProfileFields
          values={{ name, key, partnerType: partnerType ?? "", region: region ?? "", tier: tier ?? "", billingMode, territory }}
          suggestions={await organizationFacets(viewer)}
          mayAssign={can.assign}
        />
      </ActionForm>
    </>
  );
}
