import Link from "next/link";
import { ConfirmButton } from "@/components/form/confirm-button";
import { rich } from "@/components/ui/rich";
import type { HeldAccess } from "@/lib/domain/access/held-access";
import type { UserDetail, UserGroup } from "@/lib/domain/users/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { reactivateUserAction } from "../actions";

/** What would come back; each null where the viewer may not see it. `receipt` is an offboarding that can still be undone. */
export type ComingBack = { access: readonly HeldAccess[] | null; groups: readonly UserGroup[] | null; receipt: { id: number } | null };

/** Brings a person back, after showing what comes back with them and what does not. */
export function ReactivateButton({ user, coming }: { user: UserDetail; coming: ComingBack }) {
  const { id, name, hasPassword } = user;
  const signIn = hasPassword ? t("{name} signs in with the password of before.", { name }) : t("{name} is mailed a new invitation link, as no password was set.", { name });
  return (
    <ConfirmButton
      label={t("Reactivate")}
      title={t("Reactivate {name}?", { name })}
      sentence={signIn}
      confirm={t("Reactivate")}
      pending={t("Reactivating")}
      look="primary"
      action={reactivateUserAction}
      values={{ userId: id }}
    >
      <div className="flex flex-col gap-2 text-sm">
        <Access access={coming.access} />
        <Groups groups={coming.groups} />
        <NotComing user={user} receipt={coming.receipt} />
      </div>
    </ConfirmButton>
  );
}

const mostShown = 6;

const List = ({ lines }: { lines: string[] }) => (
  <ul className="mt-1 list-disc ps-5">
    {lines.slice(0, mostShown).map((line) => (
      <li key={line}>{line}</li>
    ))}
    {lines.length > mostShown && <li>{t("and {count} more, listed on this page", { count: lines.length - mostShown })}</li>}
  </ul>
);

function Access({ access }: { access: readonly HeldAccess[] | null }) {
  if (access === null) return <p>{t("Access that is still valid comes back.")}</p>;
  if (access.length === 0) return <p>{t("No access comes back: none is valid any more.")}</p>;
  const lines = access.map(({ role, scope, through, from, isCurrent }) => {
    const held = through === null ? t("{role} on {scope}", { role, scope }) : t("{role} on {scope}, through {through}", { role, scope, through });
    return isCurrent ? held : t("{held}, from {when}", { held, when: formatDate(from) });
  });
  return (
    <div>
      <p>{t("This access comes back:")}</p>
      <List lines={lines} />
    </div>
  );
}

function Groups({ groups }: { groups: readonly UserGroup[] | null }) {
  const own = (groups ?? []).filter(({ through }) => through.length === 0);
  if (own.length === 0) return null;
  return <p>{t("Places in groups come back: {groups}.", { groups: own.map(({ name }) => name).join(", ") })}</p>;
}

function NotComing({ user: { name, isSuspended, organizationName, readOnly, expiresAt }, receipt }: { user: UserDetail; receipt: { id: number } | null }) {
  return (
    <div>
      <p>{t("Does not come back, or stays:")}</p>
      <ul className="mt-1 list-disc ps-5">
        <li>{t("Sessions and API tokens stay ended.")}</li>
        {readOnly && <li>{t("The read-only cap stays on.")}</li>}
        {expiresAt && <li>{t("Their last day is {when}.", { when: formatDate(expiresAt.getTime() - 1) })}</li>}
        {isSuspended && (
          <li>
            {t("{name} stays out until {organizationName}, or the partner above it that is deactivated, is active again.", { name, organizationName })}
          </li>
        )}
        {receipt && (
          <li>
            {rich("What was handed over stays with the others. <link>Undo the offboarding</link> instead to give it back.", { link: (text) => <Link className="link" href={paths.offboarding(receipt.id)}>{text}</Link> })}
          </li>
        )}
      </ul>
    </div>
  );
}
