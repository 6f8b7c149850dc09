import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import type { UserDetail } from "@/lib/domain/users/rows";
import { formatDate } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";
import { deactivateUserAction, reactivateUserAction } from "../actions";
import { UserStatus } from "../user-status";
import { RenewButton } from "./renew-button";

/** Top of a person's page: who, in which state, and what may be done. `comesBack` says what a reactivation returns. */
export function UserHeader({ user, comesBack }: { user: UserDetail; comesBack: string }) {
  const { id, name, email, organizationName, state, status, readOnly, can } = user;
  const isIn = status !== "deactivated";
  return (
    <PageHeader
      title={name}
      sentence={`${email}, at home in ${organizationName}. ${sentenceOf(user)}`}
      state={
        <>
          <UserStatus state={state} />
          {readOnly && <Badge tone="caution">Read only</Badge>}
          {user.isSelf && <Badge>You</Badge>}
        </>
      }
      back={{ href: paths.users(), label: "Users" }}
    >
      {can.deactivate && (isIn ? <DeactivateButton id={id} name={name} /> : <ReactivateButton id={id} name={name} comesBack={comesBack} />)}
      {can.limit && <ButtonLink href={paths.limitUser(id)}>Set limits</ButtonLink>}
      {can.invite && status === "invited" && <RenewButton userId={id} name={name} />}
      {can.edit && (
        <ButtonLink href={paths.editUser(id)} look="primary">
          Edit
        </ButtonLink>
      )}
    </PageHeader>
  );
}

function sentenceOf({ state, expiresAt, organizationName }: UserDetail): string {
  if (state === "suspended") return `${organizationName}, or a partner above it, is deactivated, so nobody of it can sign in.`;
  if (expiresAt === null) return "";
  const lastDay = formatDate(expiresAt.getTime() - 1);
  return state === "expired" ? `The account ended after ${lastDay}.` : `The account's last day is ${lastDay}.`;
}

const DeactivateButton = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton
    label="Deactivate"
    title={`Deactivate ${name}?`}
    sentence={`${name} is signed out at once on every device, and tokens stop working. The account can be brought back.`}
    confirm="Deactivate"
    pending="Deactivating"
    action={deactivateUserAction}
    values={{ userId: id }}
  />
);

const ReactivateButton = ({ id, name, comesBack }: { id: number; name: string; comesBack: string }) => (
  <ConfirmButton
    label="Reactivate"
    title={`Reactivate ${name}?`}
    sentence={comesBack}
    confirm="Reactivate"
    pending="Reactivating"
    look="primary"
    action={reactivateUserAction}
    values={{ userId: id }}
  />
);
