import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { can } from "@/lib/access/decide";
import { getGroup } from "@/lib/domain/groups/queries";
import { t, withoutMarks } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CloneScopeFields } from "../../../clone-scope-fields";
import { cloneGroupAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Clone group") });

/** Makes a group like this one, with what is chosen of it. */
export default async function CloneGroupPage({ params }: PageProps<"/groups/[groupId]/clone">) {
  const viewer = await requireViewer();
  const group = await pageData(getGroup(viewer, idParam((await params).groupId)));
  if (!group.can.clone) await refusePage("groups.clone");
  const isRule = group.type === "rule";
  return (
    <>
      <PageHeader
        title={t("Clone {group}", { group: group.name })}
        sentence={t("Makes a group like it. You can take along what you could give yourself.")}
        back={{ href: paths.group(group.id), label: group.name }}
      />
      <ActionForm action={cloneGroupAction} submit={t("Clone group")} pending={t("Cloning")} cancelHref={paths.group(group.id)}>
        <input type="hidden" name="groupId" value={group.id} />
        <Field name="name" label={t("Name")} required>
          <TextInput defaultValue={withoutMarks(t("Copy of {group}", { group: group.name })).slice(0, 200)} autoComplete="off" maxLength={200} />
        </Field>
        <h2 className="mt-2 text-base font-[620]">{t("What it takes along")}</h2>
        {group.can.seeAccess && <CloneScopeFields label={t("Permissions")} help={t("The roles that the group gives, at their level.")} mayScopeToCustomers={can(viewer, "customers.list")} />}
        <Checkbox name="members" label={isRule ? t("Its rule") : t("Members")} help={isRule ? t("The clone finds the same people.") : t("The people put into it and the groups inside it. You yourself are left out.")} defaultChecked={isRule} />
        <Checkbox name="memberships" label={t("The groups it is in")} help={t("The clone's people then hold what these groups give as well.")} />
        <Checkbox name="expiry" label={t("Times")} help={t("From when until when access and members count. Without them everything begins at once and has no end.")} defaultChecked />
      </ActionForm>
    </>
  );
}
