import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { PageHeader } from "@/components/ui/page-header";
import { editorStart } from "@/lib/domain/grants/choices";
import { getGrant } from "@/lib/domain/grants/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { changeGrantAction } from "../../actions";
import { GrantFields } from "../../grant-fields";
import { grantLookups } from "../../grant-lookups";

export const generateMetadata = () => ({ title: t("Change access") });

export default async function EditGrantPage({ params }: PageProps<"/grants/[grantId]/edit">) {
  const viewer = await requireViewer();
  const grant = await pageData(getGrant(viewer, idParam((await params).grantId)));
  if (!grant.can.change) await refusePage("grants.give");
  const { id, userId, groupId, roleId, places, level, from, until, reason } = grant;
  const start = await pageData(editorStart(viewer, { userId, groupId, roleId, scope: places }));
  return (
    <>
      <PageHeader
        title={t("Change {roleName} for {holderName}", { roleName: grant.roleName, holderName: grant.holderName })}
        sentence={t("What comes out is judged as if it were given anew.")}
        back={{ href: paths.grant(id), label: t("{roleName} for {holderName}", { roleName: grant.roleName, holderName: grant.holderName }) }}
      />
      <ActionForm action={changeGrantAction} kind="edit" submit={t("Save access")} pending={t("Saving")} cancelHref={paths.grant(id)}>
        <input type="hidden" name="grantId" value={id} />
        <HiddenVersion value={grant.version} />
        <GrantFields start={start} lookups={grantLookups(viewer)} stands={{ level, from, until, reason, places }} />
      </ActionForm>
    </>
  );
}
