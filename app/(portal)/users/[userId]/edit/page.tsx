import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { can } from "@/lib/access/decide";
import { getUser } from "@/lib/domain/users/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editUserAction } from "../../actions";
import { DrivingFields } from "../../driving-fields";

export const generateMetadata = () => ({ title: t("Edit user") });

export default async function EditUserPage({ params }: PageProps<"/users/[userId]/edit">) {
  const viewer = await requireViewer();
  const user = await pageData(getUser(viewer, idParam((await params).userId)));
  if (!user.can.edit) await refusePage("users.edit");
  const home = { value: String(user.organizationId), label: user.organizationName };
  return (
    <>
      <PageHeader title={t("Edit {user}", { user: user.name })} back={{ href: paths.user(user.id), label: user.name }} />
      <div className="mb-4 max-w-[560px]">
        <Facts
          facts={[
            { label: t("Email"), value: user.email },
            ...(user.isSelf ? [{ label: t("Home"), value: user.organizationName }, { label: t("Job role"), value: user.jobRole }, { label: t("Region"), value: user.region }] : []),
          ]}
        />
      </div>
      <ActionForm action={editUserAction} kind="edit" submit={t("Save user")} pending={t("Saving")} cancelHref={paths.user(user.id)}>
        <input type="hidden" name="userId" value={user.id} />
        <HiddenVersion value={user.version} />
        <Field name="name" label={t("Name")} required>
          <TextInput defaultValue={user.name} autoComplete="off" maxLength={200} />
        </Field>
        <Field name="phone" label={t("Phone")} optional>
          <TextInput type="tel" defaultValue={user.phone ?? ""} autoComplete="off" maxLength={60} />
        </Field>
        {!user.isSelf && <DrivingFields jobRole={user.jobRole} region={user.region} />}
        {!user.isSelf && can(viewer, "organizations.list") && (
          <Field name="organizationId" label={t("Home")} help={t("Moving takes the person's direct access along, as far as it reaches into the new home.")}>
            <Combobox fetchUrl="/api/lookup/organizations?for=edit" defaultValue={home} />
          </Field>
        )}
      </ActionForm>
    </>
  );
}
