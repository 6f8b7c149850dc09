import { PageHeader } from "@/components/ui/page-header";
import { heldPermissions } from "@/lib/access/decide";
import { permissions, withImplied } from "@/lib/access/permissions";
import { getOrganization } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { LimitForm } from "./limit-form";

/** Limits what people of a partner may ever use. */
export default async function OrganizationLimitPage({ params }: PageProps<"/organizations/[organizationId]/limit">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const { can, name, guardrail, version } = await pageData(getOrganization(viewer, id));
  if (!can.editGuardrail) await refusePage("organizations.edit-guardrail");
  const held = new Set(heldPermissions(viewer.access));
  const letThrough = new Set(withImplied(guardrail ?? []));
  const locked = guardrail === null ? [] : permissions.filter(({ key }) => !held.has(key) && !letThrough.has(key));
  return (
    <>
      <PageHeader
        title={t("Limit of {name}", { name })}
        sentence={t("People who belong to it, or to a partner below it, may never use more than this, whatever they are given.")}
        back={{ href: paths.organization(id), label: name }}
      />
      <LimitForm
        organizationId={id}
        version={version}
        guardrail={guardrail}
        entries={permissions}
        locked={Object.fromEntries(locked.map(({ key }) => [key, t("You do not have it yourself.")]))}
      />
    </>
  );
}
