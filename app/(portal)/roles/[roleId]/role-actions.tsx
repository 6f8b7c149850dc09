import { ConfirmButton } from "@/components/form/confirm-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import type { RoleDetail } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { archiveRoleAction, offerTemplateAction, restoreRoleAction, withdrawTemplateAction } from "../actions";

/** What the viewer may do with a role, the everyday thing last. */
export function RoleActions({ viewer, role }: { viewer: Viewer; role: RoleDetail }) {
  const { id, archivedAt, isTemplate, can: may } = role;
  return (
    <>
      {may.archive && <Archiving role={role} />}
      {may.publish && !archivedAt && <Offering role={role} />}
      {can(viewer, "activity.view") && <ButtonLink href={paths.activity(`?record=role:${id}`)}>{t("History")}</ButtonLink>}
      <ButtonLink href={paths.compareRoles([id])}>{t("Compare")}</ButtonLink>
      {may.clone && <ButtonLink href={paths.cloneRole(id)}>{t("Clone")}</ButtonLink>}
      {can(viewer, "grants.give") && !archivedAt && <ButtonLink href={paths.newGrant(`?role=${id}`)}>{t("Give this role")}</ButtonLink>}
      {may.edit && (
        <ButtonLink href={paths.editRole(id)} look={isTemplate && may.publish ? "secondary" : "primary"}>
          {t("Edit")}
        </ButtonLink>
      )}
      {isTemplate && may.publish && (
        <ButtonLink href={paths.publishRole(id)} look="primary">
          {t("Publish a new version")}
        </ButtonLink>
      )}
    </>
  );
}

function Archiving({ role: { id, name, archivedAt } }: { role: RoleDetail }) {
  const values = { roleId: id };
  return archivedAt ? (
    <ConfirmButton label={t("Restore")} title={t("Restore {name}?", { name })} sentence={t("It can be given again.")} confirm={t("Restore")} look="primary" action={restoreRoleAction} values={values} />
  ) : (
    <ConfirmButton
      label={t("Archive")}
      title={t("Archive {name}?", { name })}
      sentence={t("It can no longer be given. It must not be in use; nothing is deleted, and it can be restored.")}
      confirm={t("Archive")}
      action={archiveRoleAction}
      values={values}
    />
  );
}

function Offering({ role: { id, name, isTemplate } }: { role: RoleDetail }) {
  const values = { roleId: id };
  return isTemplate ? (
    <ConfirmButton
      label={t("Stop offering")}
      title={t("Stop offering {name} as a template?", { name })}
      sentence={t("Its holders and its clones keep what they have. Nothing more is proposed to the clones, and its versions stay.")}
      confirm={t("Stop offering")}
      look="primary"
      action={withdrawTemplateAction}
      values={values}
    />
  ) : (
    <ConfirmButton
      label={t("Offer as a template")}
      title={t("Offer {name} as a template?", { name })}
      sentence={t("Others can clone it. What it allows then changes by publishing versions, and each clone is shown what changed.")}
      confirm={t("Offer it")}
      look="primary"
      action={offerTemplateAction}
      values={values}
    >
      <Field name="note" label={t("What it is good for")} optional>
        <TextInput autoComplete="off" />
      </Field>
    </ConfirmButton>
  );
}
