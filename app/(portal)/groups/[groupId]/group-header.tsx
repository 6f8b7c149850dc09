import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Status } from "@/components/ui/status";
import type { GroupDetail } from "@/lib/domain/groups/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { archiveGroupAction, restoreGroupAction } from "../actions";
import { groupTypes } from "../group-type";

/** Top of a group's page: what it is, in which state, and what may be done. */
export function GroupHeader({ group }: { group: GroupDetail }) {
  const { id, name, type, organizationName, description, archivedAt, can } = group;
  const kind = t(groupTypes[type].name);
  return (
    <PageHeader
      title={name}
      sentence={t("{kind} of {organizationName}. {description}", { kind, organizationName, description: description ?? t(groupTypes[type].sentence) })}
      state={
        <>
          <Badge>{kind}</Badge>
          {archivedAt && <Status tone="neutral">{t("Archived")}</Status>}
        </>
      }
      back={{ href: paths.groups(), label: t("Groups") }}
    >
      {can.archive && (archivedAt ? <RestoreButton id={id} name={name} /> : <ArchiveButton id={id} name={name} />)}
      {can.clone && <ButtonLink href={paths.cloneGroup(id)}>{t("Clone")}</ButtonLink>}
      {type === "security" && <ButtonLink href={paths.securityGroup(id)}>{t("Permissions and scope")}</ButtonLink>}
      {can.edit && (
        <ButtonLink href={paths.editGroup(id)} look="primary">
          {t("Rename")}
        </ButtonLink>
      )}
    </PageHeader>
  );
}

const ArchiveButton = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton
    label={t("Archive")}
    title={t("Archive {name}?", { name })}
    sentence={t("Its people lose what it gives at once. It leaves the lists, keeps its members, and can be restored.")}
    confirm={t("Archive")}
    pending={t("Archiving")}
    action={archiveGroupAction}
    values={{ groupId: id }}
  />
);

const RestoreButton = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton
    label={t("Restore")}
    title={t("Restore {name}?", { name })}
    sentence={t("Its people hold again what it gives.")}
    confirm={t("Restore")}
    pending={t("Restoring")}
    look="primary"
    action={restoreGroupAction}
    values={{ groupId: id }}
  />
);
