import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import type { UserDetail } from "@/lib/domain/users/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { deactivateUserAction } from "../actions";
import { UserStatus } from "../user-status";
import { invitedSentence } from "./invited-sentence";
import { ReactivateButton, type ComingBack } from "./reactivate-button";
import { RenewButton } from "./renew-button";

/** Top of a person's page: who, in which state, and what may be done. `coming` is what a reactivation brings back. */
export function UserHeader({ user, coming, outbox }: { user: UserDetail; coming: ComingBack; outbox: string | null }) {
  const { id, name, email, organizationName, state, status, readOnly, can } = user;
  const isIn = status !== "deactivated";
  return (
    <PageHeader
      title={name}
      sentence={`${t("{email}, at home in {organizationName}.", { email, organizationName })} ${sentenceOf(user)}`}
      state={
        <>
          <UserStatus state={state} />
          {readOnly && <Badge tone="caution">{t("Read only")}</Badge>}
          {user.isSelf && <Badge>{t("You")}</Badge>}
        </>
      }
      back={{ href: paths.users(), label: t("Users") }}
    >
      {can.deactivate &&
        (isIn ? status === "invited" ? <RevokeButton id={id} name={name} /> : <DeactivateButton id={id} name={name} /> : <ReactivateButton user={user} coming={coming} />)}
      {can.deactivate && status === "active" && <ButtonLink href={paths.offboardUser(id)}>{t("Offboard")}</ButtonLink>}
      {can.explain && <ButtonLink href={paths.accessPerson(`?user=${id}`)}>{user.isSelf ? t("What may you do?") : t("What may they do?")}</ButtonLink>}
      {can.viewAs && <ButtonLink href={paths.viewAs(id)}>{t("View as")}</ButtonLink>}
      {can.clone && <ButtonLink href={paths.cloneUser(id)}>{t("Clone")}</ButtonLink>}
      {can.limit && <ButtonLink href={paths.limitUser(id)}>{t("Set limits")}</ButtonLink>}
      {can.invite && status === "invited" && <RenewButton userId={id} name={name} outbox={outbox} />}
      {can.edit && (
        <ButtonLink href={paths.editUser(id)} look="primary">
          {t("Edit")}
        </ButtonLink>
      )}
    </PageHeader>
  );
}

function sentenceOf(user: UserDetail): string {
  const { state, expiresAt, organizationName } = user;
  if (state === "invited") return invitedSentence(user);
  if (state === "suspended") return t("{organizationName}, or a partner above it, is deactivated, so nobody of it can sign in.", { organizationName });
  if (expiresAt === null) return "";
  const lastDay = formatDate(expiresAt.getTime() - 1);
  return state === "expired" ? t("The account ended after {lastDay}.", { lastDay }) : t("The account's last day is {lastDay}.", { lastDay });
}

const DeactivateButton = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton
    label={t("Deactivate")}
    title={t("Deactivate {name}?", { name })}
    sentence={t("{name} is signed out at once on every device, and tokens stop working. The account can be brought back.", { name })}
    confirm={t("Deactivate")}
    pending={t("Deactivating")}
    action={deactivateUserAction}
    values={{ userId: id }}
  />
);

const RevokeButton = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton
    label={t("Revoke invitation")}
    title={t("Revoke the invitation of {name}?", { name })}
    sentence={t("Every link that was sent stops working, and no new one can be asked for. The account stays, deactivated, and can be brought back.")}
    confirm={t("Revoke")}
    pending={t("Revoking")}
    action={deactivateUserAction}
    values={{ userId: id }}
  />
);
