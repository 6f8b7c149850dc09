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
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { revokeGrantAction } from "../actions";
import { GrantState, levelWords } from "../grant-words";

export const metadata = { title: "Access given" };

const sources: Record<string, string> = {
  rule: "by a rule",
  sso: "by single sign-on",
  scim: "by SCIM",
  crm: "by the CRM",
  template: "by a template",
  import: "imported",
};

/** One grant: who holds what on which records, what keeps it from working, and what can be done with it. */
export default async function GrantPage({ params }: PageProps<"/grants/[grantId]">) {
  const viewer = await requireViewer();
  const grant = await pageData(getGrant(viewer, idParam((await params).grantId)));
  const { userId, groupId, places, roleId, level, from, until, reason } = grant;
  const { customers, notes } = await pageData(grantNow(viewer, { userId, groupId, terms: { ...places, roleId, level, from, until, reason } }));
  return (
    <>
      <PageHeader
        title={`${grant.roleName} for ${grant.holderName}`}
        sentence={`${grant.holderName} may ${level === "read" ? "read" : "read and write"}, as ${grant.roleName} allows, on ${grant.scope}.`}
        state={<GrantState grant={grant} />}
        back={{ href: paths.grants(), label: "Access given" }}
      >
        <GrantActions viewer={viewer} grant={grant} />
      </PageHeader>
      <div className="flex flex-col gap-3">
        {notes.map((note) => (
          <Notice key={note} tone="caution">
            {note}
          </Notice>
        ))}
        {grant.isToSelf && <Notice>You hold this yourself, so somebody else has to change it.</Notice>}
        {grant.hides && <Notice>It names customers or partners that you may not see, so you can only revoke it.</Notice>}
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
      ? { label: "User", value: linked(can(viewer, "users.view"), paths.user(userId), holderName) }
      : { label: "Group", value: linked(can(viewer, "groups.view"), paths.group(groupId!), holderName) };
  return [
    holder,
    { label: "At home in", value: grant.organizationName },
    { label: "Role", value: linked(can(viewer, "roles.view"), paths.role(roleId), roleName) },
    { label: "Covers", value: grant.scope },
    ...(customers ? [{ label: "Customers now", value: customers }] : []),
    { label: "Level", value: levelWords[grant.level] },
    { label: "From", value: grant.from ? <DateTime at={grant.from} /> : "the beginning" },
    { label: "Until", value: grant.until ? <DateTime at={grant.until} /> : "no end" },
    { label: "Reason", value: grant.reason },
    { label: "Given by", value: grant.grantedByName ?? sources[grant.source] ?? null },
    { label: "Given", value: <RelativeTime at={grant.createdAt} /> },
  ];
}

function GrantActions({ viewer, grant: { id, holderName, roleName, can: may } }: { viewer: Viewer; grant: GrantDetail }) {
  return (
    <>
      {may.revoke && (
        <ConfirmButton
          label="Revoke"
          title={`Take ${roleName} from ${holderName}?`}
          sentence="It stops counting with the next thing they do. The log keeps what it was."
          confirm="Revoke access"
          action={revokeGrantAction}
          values={{ grantId: id }}
        />
      )}
      {can(viewer, "activity.view") && <ButtonLink href={paths.activity(`?record=grant:${id}`)}>History</ButtonLink>}
      {may.change && (
        <ButtonLink href={paths.editGrant(id)} look="primary">
          Change
        </ButtonLink>
      )}
    </>
  );
}
