import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { lockReasons } from "@/lib/domain/roles/locks";
import { roleHomes } from "@/lib/domain/roles/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createRoleAction } from "../actions";
import { HomeField } from "../home-field";
import { RoleMatrixField, RoleNameFields } from "../role-fields";

export const generateMetadata = () => ({ title: t("New role") });

export default async function NewRolePage() {
  const viewer = await requireViewer();
  await requirePermission(viewer, "roles.create");
  const [homes, locked] = await pageData(Promise.all([roleHomes(viewer), lockReasons(viewer)]));
  return (
    <>
      <PageHeader
        title={t("New role")}
        sentence={t("A role says what its holders may do. On which records, is said when access is given.")}
        back={{ href: paths.roles(), label: t("Roles") }}
      />
      <ActionForm action={createRoleAction} submit={t("Create role")} pending={t("Creating")} cancelHref={paths.roles()} className="flex flex-col gap-4">
        <HomeField homes={homes} canSearch={can(viewer, "organizations.list")} />
        <RoleNameFields />
        {can(viewer, "roles.publish") && <Checkbox name="isTemplate" label={t("Offer it as a template")} help={t("Others can clone it. What it allows then changes by publishing versions, and each clone is shown what changed.")} />}
        <RoleMatrixField locked={locked} />
      </ActionForm>
    </>
  );
}
