"use client";

import { useMemo, useState } from "react";
import type { Selection } from "@/components/data-table/bulk-bar";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { mostRegrouped } from "@/lib/domain/groups/schema";
import type { StaysIn } from "@/lib/domain/users/bulk";
import type { UserRow } from "@/lib/domain/users/rows";
import { userList, type UserList } from "@/lib/domain/users/schema";
import { formatDate } from "@/lib/shared/dates";
import { quietDays } from "@/lib/shared/horizons";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { partnerFilter } from "../partner-filter";
import { DeactivateSelected, StayIn } from "./deactivate-selected";
import { LinkUntil, UserStatus } from "./user-status";

const column = columnsFor<UserRow>();
const columns = ({ isInvitations }: { isInvitations: boolean }) =>
  column.columns([
    column.accessor("name", {
      header: t("Name"),
      cell: ({ row: { original } }) => (
        <span className="inline-flex items-center gap-2">
          <Avatar name={original.name} src={original.picture ? paths.picture(original.id, original.picture) : null} size="small" />
          {original.name}
        </span>
      ),
    }),
    column.accessor("email", { header: t("Email"), meta: { muted: true } }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("state", {
      header: t("Status"),
      cell: ({ row: { original } }) => (
        <span className="inline-flex flex-wrap items-center gap-1.5">
          <UserStatus state={original.state} />
          {original.state === "invited" && <LinkUntil until={original.invitedUntil} />}
          {original.readOnly && <Badge>{t("Read only")}</Badge>}
        </span>
      ),
    }),
    column.accessor("inviter", {
      header: t("Invited by"),
      meta: { optional: !isInvitations },
      cell: ({ getValue }) => <InviterName inviter={getValue()} />,
    }),
    column.accessor("jobRole", { header: t("Job role") }),
    column.accessor("region", { header: t("Region"), meta: { optional: true } }),
    column.accessor("phone", { header: t("Phone"), meta: { optional: true } }),
    column.accessor("expiresAt", {
      header: t("Ends"),
      meta: { align: "right", optional: true },
      cell: ({ getValue }) => formatDate(getValue()),
    }),
    column.accessor("lastSignInAt", {
      id: "signedIn",
      header: t("Last sign-in"),
      meta: { align: "right", muted: true },
      cell: ({ getValue }) => <RelativeTime at={getValue()} />,
    }),
    column.accessor("createdAt", {
      id: "created",
      header: t("Created"),
      meta: { align: "right", muted: true, optional: true },
      cell: ({ getValue }) => <RelativeTime at={getValue()} />,
    }),
  ]);

function InviterName({ inviter }: Pick<UserRow, "inviter">) {
  if (!inviter) return null;
  return inviter.hasLeft ? rich("{name} <note>(has left)</note>", { name: inviter.name, note: (text) => <span className="text-ink-2">{text}</span> }) : inviter.name;
}

const states = (): Option[] => [
  { value: "active", label: t("active") },
  { value: "invited", label: t("invited") },
  { value: "deactivated", label: t("deactivated") },
  { value: "expired", label: t("ended") },
  { value: "suspended", label: t("kept out by a deactivated partner") },
];

const signIns = (): Option[] => [
  { value: "quiet", label: t("more than {days, plural, one {# day} other {# days}} ago", { days: quietDays }) },
  { value: "never", label: t("never") },
];

type Props = {
  page: Page<UserRow>;
  list: UserList;
  /** Labels of the partners that the list is filtered by; null where partners may not be listed. */
  organizations: Option[] | null;
  canInvite: boolean;
  canDeactivate: boolean;
  canManageMembers: boolean;
};

export function UsersTable({ page, list, organizations, canInvite, canDeactivate, canManageMembers }: Props) {
  const isInvitations = list.filters.status?.join() === "invited";
  const shownColumns = useMemo(() => columns({ isInvitations }), [isInvitations]);
  const [staysIn, setStaysIn] = useState<StaysIn[]>([]);
  const filters: FilterSpec[] = [
    { kind: "choice", name: "status", label: t("Status"), options: states(), multiple: true, pinned: true },
    ...partnerFilter(organizations),
    { kind: "choice", name: "signIn", label: t("Sign-in"), verb: t("was##between a filter and its value"), options: signIns() },
    { kind: "text", name: "jobRole", label: t("Job role") },
    { kind: "text", name: "region", label: t("Region") },
  ];
  const bulk = (selection: Selection) => (
    <>
      {canManageMembers && <ButtonLink href={paths.userGroups(selection.ids.slice(0, mostRegrouped + 1))}>{t("Change groups")}</ButtonLink>}
      {canDeactivate && <DeactivateSelected selection={selection} onStaysIn={setStaysIn} />}
    </>
  );
  return (
    <div className="flex flex-col gap-3">
      {staysIn.length > 0 && <StayIn title={t("{people, plural, one {# person was} other {# people were}} not deactivated", { people: staysIn.length })} staysIn={staysIn} />}
      <DataTable
        label={t("Users")}
        noun={msg("{count, plural, =0 {no users} one {# user} other {# users}}")}
        columns={shownColumns}
        page={page}
        list={list}
        definition={userList}
        filters={filters}
        rowHref={(row) => paths.user(row.id)}
        empty={{
          kind: "nothing",
          title: t("No users yet"),
          sentence: t("The people you may see will stand here."),
          ...(canInvite ? { action: { href: paths.newUser(), label: t("Invite somebody") } } : {}),
        }}
        {...(canDeactivate || canManageMembers ? { bulk } : {})}
      />
    </div>
  );
}
