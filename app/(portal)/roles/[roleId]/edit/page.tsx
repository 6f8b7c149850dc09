import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { getRole } from "@/lib/domain/roles/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editRoleAction } from "../../actions";
import { RoleMatrixField, RoleNameFields } from "../../role-fields";
import { Consequences } from "../consequences";
import { reasonsFor } from "../reasons";

export const generateMetadata = () => ({ title: t("Edit role") });

/** Name, purpose and permissions; those of a template change by publishing its next version instead. */
export default async function EditRolePage({ params }: PageProps<"/roles/[roleId]/edit">) {
  const viewer = await requireViewer();
  const role = await pageData(getRole(viewer, idParam((await params).roleId)));
  if (!role.can.edit) await refusePage("roles.edit");
  const reasons = await pageData(reasonsFor(viewer, role));
  return (
    <>
      <PageHeader title={t("Edit {role}", { role: role.name })} back={{ href: paths.role(role.id), label: role.name }} />
      <ActionForm
        action={editRoleAction}
        kind="edit"
        submit={role.isTemplate ? t("Save template") : t("Save role")}
        pending={t("Saving")}
        cancelHref={paths.role(role.id)}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="roleId" value={role.id} />
        <HiddenVersion value={role.version} />
        {role.isTemplate ? (
          <>
            <Notice>
              {t("This is a template. What it allows changes by publishing its next version, so that each clone is shown what changed.")}{role.can.publish && (
                <>
                  {" "}
                  <Link className="link" href={paths.publishRole(role.id)} prefetch={false}>
                    {t("Publish a new version")}
                  </Link>
                </>
              )}
            </Notice>
            <RoleNameFields name={role.name} description={role.description} />
          </>
        ) : (
          <>
            <Consequences viewer={viewer} role={role} />
            <RoleNameFields name={role.name} description={role.description} />
            <RoleMatrixField granted={role.permissions} {...reasons} />
          </>
        )}
      </ActionForm>
    </>
  );
}
