import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Textarea } from "@/components/ui/textarea";
import { getRole } from "@/lib/domain/roles/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { publishTemplateAction } from "../../actions";
import { RoleMatrixField } from "../../role-fields";
import { Consequences } from "../consequences";
import { reasonsFor } from "../reasons";

export const generateMetadata = () => ({ title: t("Publish a version") });

/** The next version of a template: its matrix, and what changed in a sentence. */
export default async function PublishPage({ params }: PageProps<"/roles/[roleId]/publish">) {
  const viewer = await requireViewer();
  const role = await pageData(getRole(viewer, idParam((await params).roleId)));
  if (!role.can.publish || role.number === null) return refusePage("roles.publish");
  const reasons = await pageData(reasonsFor(viewer, role));
  const next = role.number + 1;
  return (
    <>
      <PageHeader
        title={t("Version {next} of {role}", { next, role: role.name })}
        sentence={t("Nothing changes until you publish. Then whoever holds the template itself has it at once, and each clone is shown a proposal, to take all, some or none of it.")}
        back={{ href: paths.role(role.id), label: role.name }}
      />
      <ActionForm action={publishTemplateAction} kind="edit" submit={t("Publish version {next}", { next })} pending={t("Publishing")} cancelHref={paths.role(role.id)} className="flex flex-col gap-4">
        <input type="hidden" name="roleId" value={role.id} />
        <HiddenVersion value={role.version} />
        <Consequences viewer={viewer} role={role} />
        <RoleMatrixField granted={role.permissions} {...reasons} />
        <div className="max-w-[560px]">
          <Field name="note" label={t("What changed, and why")} optional help={t("Whoever looks after a clone reads this beside the proposal.")}>
            <Textarea rows={2} />
          </Field>
        </div>
      </ActionForm>
    </>
  );
}
