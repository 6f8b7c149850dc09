import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { DateTime, RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { can } from "@/lib/access/decide";
import type { IdlePerson } from "@/lib/domain/lapsing/idle";
import { nearEndOf } from "@/lib/domain/lapsing/queries";
import { onboardingsOf } from "@/lib/domain/onboarding/queries";
import { latestReceiptOf } from "@/lib/domain/offboarding/queries";
import type { HeldAccess } from "@/lib/domain/access/held-access";
import { listTokensOf } from "@/lib/domain/tokens/queries";
import { factorsOf } from "@/lib/domain/factors/queries";
import { listSessionsOf } from "@/lib/domain/sessions/queries";
import { userBounds } from "@/lib/domain/users/bounds";
import { getUser, listUserAccess, listUserGroups } from "@/lib/domain/users/queries";
import type { UserDetail, UserGroup } from "@/lib/domain/users/rows";
import { formatDate } from "@/lib/shared/dates";
import { insideOneAnother } from "@/lib/shared/language/list";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { outboxHref } from "@/lib/web/outbox-reader";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { groupTypes } from "../../groups/group-type";
import { OnboardingPanel } from "../../onboarding/onboarding-panel";
import { HeldAccessList } from "../../held-access";
import { revokeTokenAction } from "../../tokens/actions";
import { TokenList } from "../../tokens/token-list";
import { SignInPanel } from "./sign-in-panel";
import { UserHeader } from "./user-header";

export const generateMetadata = () => ({ title: t("User") });

/** One person: profile, groups, and what they hold, directly and through groups. */
export default async function UserPage({ params }: PageProps<"/users/[userId]">) {
  const viewer = await requireViewer();
  const id = idParam((await params).userId);
  const user = await pageData(getUser(viewer, id));
  const groups = can(viewer, "groups.list") ? await pageData(listUserGroups(viewer, id)) : null;
  const tokens = can(viewer, "api-tokens.manage") ? await pageData(listTokensOf(viewer, id)) : null;
  const access = user.can.seeAccess ? await pageData(listUserAccess(viewer, id)) : null;
  const onboardings = can(viewer, "organizations.view") || user.isSelf ? await pageData(onboardingsOf(viewer, id)) : [];
  const left = await pageData(latestReceiptOf(viewer, id));
  const bounds = user.can.seeAccess ? await pageData(userBounds(viewer, id)) : [];
  const sessions = await pageData(listSessionsOf(viewer, id));
  const factors = await pageData(factorsOf(viewer, id));
  const nearEnd = await pageData(nearEndOf(viewer, id));
  return (
    <>
      <UserHeader user={user} coming={{ access, groups, receipt: left?.canUndo ? left : null }} outbox={await outboxHref()} />
      <div className="flex flex-col gap-4">
        <NearEnd person={nearEnd} name={user.name} />
        {bounds.map((bound) => (
          <Notice key={bound} tone="caution">
            {bound}
          </Notice>
        ))}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Profile user={user} />
          {groups && <Groups groups={groups} user={user} mayMove={can(viewer, "groups.manage-members") && !user.isSelf} />}
        </div>
        {onboardings.map((onboarding) => (
          <OnboardingPanel key={onboarding.id} onboarding={onboarding} />
        ))}
        {access && <Access user={user} access={access} />}
        {(sessions || factors) && <SignInPanel user={user} sessions={sessions} factors={factors} />}
        {tokens && tokens.length > 0 && (
          <Panel flush id="tokens" title={t("API tokens")} sentence={t("Programs that act as {user}. A token can never do more than its owner.", { user: user.name })}>
            <TokenList tokens={tokens} revoke={revokeTokenAction} />
          </Panel>
        )}
        <FurtherOn user={user} left={left} mayReadActivity={can(viewer, "activity.view")} />
      </div>
    </>
  );
}

function Access({ user, access }: { user: UserDetail; access: HeldAccess[] }) {
  return (
    <Panel
      id="access"
      title={t("Access")}
      sentence={user.status === "deactivated" ? t("What comes back when the account is reactivated.") : t("What this person holds, directly and through groups.")}
      actions={
        user.can.give && (
          <ButtonLink href={paths.newGrant(`?user=${user.id}`)} size="small">
            {t("Give access")}
          </ButtonLink>
        )
      }
    >
      <HeldAccessList access={access} empty={t("{user} holds nothing yet.", { user: user.name })} />
    </Panel>
  );
}

/** Says in time what the rule for idle accounts is about to do. */
function NearEnd({ person, name }: { person: IdlePerson | null; name: string }) {
  if (!person) return null;
  return (
    <Notice tone="caution" title={t("This account is about to end")}>
      {rich("By the rule for idle accounts it is deactivated at {end}: nothing has been seen of {name} since {lastSeen}. A sign-in before then keeps it.", { name, end: <DateTime at={person.endsAt} />, lastSeen: <DateTime at={person.lastSeen} /> })}
    </Notice>
  );
}

type Further = { user: UserDetail; left: Awaited<ReturnType<typeof latestReceiptOf>>; mayReadActivity: boolean };

/** Where more about the person is told: the receipt of their leaving, and the log. */
function FurtherOn({ user: { id, name }, left, mayReadActivity }: Further) {
  return (
    <>
      {left && (
        <p className="text-sm">
          <Link className="link" href={paths.offboarding(left.id)} prefetch={false}>
            {t("Receipt of the offboarding, {when}", { when: formatDate(left.at) })}
          </Link>
        </p>
      )}
      {mayReadActivity && (
        <p className="text-sm">
          <Link className="link" href={paths.activity(`?record=user:${id}`)} prefetch={false}>
            {t("What happened to this account")}
          </Link>
          {" · "}
          <Link className="link" href={paths.activity(`?person=${id}`)} prefetch={false}>
            {t("What {name} did", { name })}
          </Link>
        </p>
      )}
    </>
  );
}

function Profile({ user }: { user: UserDetail }) {
  const places = [...user.above].reverse().map(({ name }) => name);
  return (
    <Panel title={t("Profile")}>
      <div className="mb-3">
        <Avatar name={user.name} src={user.picture ? paths.picture(user.id, user.picture) : null} size="large" />
      </div>
      <Facts
        facts={[
          { label: t("Email"), value: user.email },
          { label: t("Phone"), value: user.phone },
          ...(user.contactNote ? [{ label: t("How to reach them"), value: user.contactNote }] : []),
          { label: t("Job role"), value: user.jobRole },
          { label: t("Region"), value: user.region },
          { label: t("Home"), value: [...places, user.organizationName].join(" › ") },
          { label: t("Last day"), value: user.expiresAt ? formatDate(user.expiresAt.getTime() - 1) : t("no end") },
          { label: t("Read-only cap"), value: user.readOnly ? t("on: nothing can be changed") : t("off") },
          { label: t("Last sign-in"), value: <RelativeTime at={user.lastSignInAt} /> },
          { label: t("Created"), value: <RelativeTime at={user.createdAt} /> },
        ]}
      />
    </Panel>
  );
}

function Groups({ groups, user: { id, name }, mayMove }: { groups: UserGroup[]; user: UserDetail; mayMove: boolean }) {
  return (
    <Panel title={t("Groups")} sentence={t("Put into, found by a rule, or through a group inside.")}>
      {groups.length === 0 && <p className="text-sm text-ink-2">{t("{name} is in no group that you may see.", { name })}</p>}
      <ul className="divide-y divide-line">
        {groups.map((group) => (
          <li key={`${group.id} ${group.through.join()}`} className="flex flex-wrap items-baseline gap-x-3 py-1.5 text-sm">
            <Link className="link min-w-0 font-[560]" href={paths.group(group.id)} prefetch={false}>
              {group.name}
            </Link>
            <span className="min-w-0 flex-1 basis-40 text-ink-2">{howOf(group)}</span>
            {mayMove && group.isDirect && group.type === "security" && (
              <ButtonLink href={paths.swapUser(id, `?from=${group.id}`)} size="small">
                {t("Move to another")}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function howOf({ type, isDirect, through, from, until, isCurrent }: UserGroup): string {
  const place = isDirect ? t(groupTypes[type === "security" ? "security" : "team"].word) : t("found by its rule");
  const how = through.length > 0 ? t("through {through}", { through: insideOneAnother(through) }) : place;
  if (!isCurrent) return t("{how}, from {when}", { how, when: formatDate(from) });
  return until ? t("{how}, until {when}", { how, when: formatDate(until.getTime() - 1) }) : how;
}
