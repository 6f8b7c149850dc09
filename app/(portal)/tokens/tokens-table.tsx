"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TokenRow } from "@/lib/domain/tokens/rows";
import { tokenList, type TokenList } from "@/lib/domain/tokens/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { partnerFilter } from "../partner-filter";
import { revokeTokenAction } from "./actions";
import { RevokeButton } from "./token-list";
import { lastDayOf, TokenName, TokenPermissions, TokenStatus } from "./token-parts";

const column = columnsFor<TokenRow>();
const columns = () =>
  column.columns([
    column.accessor("userName", { id: "owner", header: t("Owner") }),
    column.accessor("organizationName", { id: "organization", header: t("Partner"), meta: { muted: true } }),
    column.accessor("name", { header: t("Token"), cell: ({ row }) => <TokenName token={row.original} /> }),
    column.accessor("state", { header: t("State"), cell: ({ getValue }) => <TokenStatus state={getValue()} /> }),
    column.accessor("permissions", { header: t("May do"), cell: ({ getValue }) => <TokenPermissions permissions={getValue()} /> }),
    column.accessor("expiresAt", { header: t("Last day"), cell: ({ row }) => lastDayOf(row.original) }),
    column.accessor("lastUsedAt", { id: "used", header: t("Last used"), meta: { muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("createdAt", { id: "created", header: t("Made"), meta: { muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("id", {
      id: "revoke",
      header: "",
      meta: { align: "right", label: t("Revoke") },
      cell: ({ row: { original } }) => original.state === "active" && <RevokeButton token={original} action={revokeTokenAction} />,
    }),
  ]);

const states = (): Option[] => [
  { value: "active", label: t("active") },
  { value: "expired", label: t("expired") },
  { value: "revoked", label: t("revoked") },
];

type Props = {
  page: Page<TokenRow>;
  list: TokenList;
  /** Labels of the partners that the list is filtered by; null where partners may not be listed. */
  organizations: Option[] | null;
};

/** The list of people's tokens. */
export function TokensTable({ page, list, organizations }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const filters: FilterSpec[] = [
    { kind: "choice", name: "status", label: t("State"), options: states(), multiple: true, pinned: true },
    ...partnerFilter(organizations),
  ];
  return (
    <DataTable
      label={t("Tokens")}
      noun={msg("{count, plural, =0 {no tokens} one {# token} other {# tokens}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={tokenList}
      filters={filters}
      rowHref={(row) => paths.user(row.userId)}
      empty={{ kind: "nothing", title: t("No tokens"), sentence: t("The tokens that people make for their programs will stand here.") }}
    />
  );
}
