import Link from "next/link";
import { ConfirmButton } from "@/components/form/confirm-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { DateTime, RelativeTime } from "@/components/ui/relative-time";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { grantNow } from "@/lib/domain/grants/described";
import { getGrant } from "@/lib/domain/grants/queries";
import type { GrantDetail } from "@/lib/domain/grants/rows";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { revokeGrantAction } from "../actions";
import { GrantState, levelWords } from "../grant-words";

export const generateMetadata = () => ({ title: t("Access given") });

const sources: Record<string, Message> = {
  rule: msg("by a rule"),
  sso: msg("by single sign-on"),
  scim: msg("by SCIM"),
  crm: msg("by the CRM"),
  template: msg("by a template"),
  import: msg("imported"),
};

/** One grant: who holds what on which records, what keeps it from working, and what can be done with it. */
export default async function GrantPage({ params }: PageProps<"/grants/[grantId]">) {
  const viewer = await requireViewer();
  const grant = await pageData(getGrant(viewer, idParam((await params).grantId)));
  const { userId, groupId, places, roleId, level, from, until, reason, holderName, roleName, scope } = grant;
  const { customers, notes } = await pageData(grantNow(viewer, { userId, groupId, terms: { ...places, roleId, level, from, until, reason } }));
  return (
    <>
      <PageHeader
        title={t("{roleName} for {holderName}", { roleName, holderName })}
        sentence={level === "read" ? t("{holderName} may read, as {roleName} allows, on {scope}.", { holderName, roleName, scope }) : t("{holderName} may read and write, as {roleName} allows, on {scope}.", { holderName, roleName, scope })}
        state={<GrantState grant={grant} />}
        back={{ href: paths.grants(), label: t("Access given") }}
      >
        <GrantActions viewer={viewer} grant={grant} />
      </PageHeader>
      <div className="flex flex-col gap-3">
        {notes.map((note) => (
          <Notice key={note} tone="caution">
            {note}
          </Notice>
        ))}
        {grant.isToSelf && <Notice>{t("You hold this yourself, so somebody else has to change it.")}</Notice>}
        {grant.hides && <Notice>{t("It names customers or partners that you may not see, so you can only revoke it.")}</Notice>}
        <Panel>
          <Facts columns={2} facts={factsOf(viewer, grant, customers)} />
        </Panel>
      </div>
    </>
  );
}

function linked(isOpen: boolean, href: string, label: string) {
  if (!isOpen) return label;
  return (
    <Link className="link" href={href} prefetch={false}>
      {label}
    </Link>
  );
}

function factsOf(viewer: Viewer, grant: GrantDetail, customers: string | null) {
  const { userId, groupId, holderName, roleId, roleName } = grant;
  const holder =
    userId !== null
      ? { label: t("User"), value: linked(can(viewer, "users.view"), paths.user(userId), holderName) }
      : { label: t("Group"), value: linked(can(viewer, "groups.view"), paths.group(groupId!), holderName) };
  const source = sources[grant.source];
  return [
    holder,
    { label: t("At home in"), value: grant.organizationName },
    { label: t("Role"), value: linked(can(viewer, "roles.view"), paths.role(roleId), roleName) },
    { label: t("Covers"), value: grant.scope },
    ...(customers ? [{ label: t("Customers now"), value: customers }] : []),
    { label: t("Level"), value: t(levelWords[grant.level]) },
    { label: t("From"), value: grant.from ? <DateTime at={grant.from} /> : t("the beginning") },
    { label: t("Until"), value: grant.until ? <DateTime at={grant.until} /> : t("no end") },
    { label: t("Reason"), value: grant.reason },
    { label: t("Given by"), value: grant.grantedByName ?? (source ? t(source) : null) },
    { label: t("Given"), value: <RelativeTime at={grant.createdAt} /> },
  ];
}

function GrantActions({ viewer, grant: { id, holderName, roleName, can: may } }: { viewer: Viewer; grant: GrantDetail }) {
  return (
    <>
      {may.revoke && (
        <ConfirmButton
          label={t("Revoke")}
          title={t("Take {roleName} from {holderName}?", { roleName, holderName })}
          sentence={t("It stops counting with the next thing they do. The log keeps what it was.")}
          confirm={t("Revoke access")}
          action={revokeGrantAction}
          values={{ grantId: id }}
        />
      )}
      {can(viewer, "activity.view") && <ButtonLink href={paths.activity(`?record=grant:${id}`)}>{t("History")}</ButtonLink>}
      {may.change && (
        <ButtonLink href={paths.editGrant(id)} look="primary">
          {t("Change")}
        </ButtonLink>
      )}
    </>
  );
}
