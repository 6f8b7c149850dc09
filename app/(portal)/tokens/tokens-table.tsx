"use client";

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
const columns = column.columns([
  column.accessor("userName", { id: "owner", header: msg("Owner") }),
  column.accessor("organizationName", { id: "organization", header: msg("Partner"), meta: { muted: true } }),
  column.accessor("name", { header: msg("Token"), cell: ({ row }) => <TokenName token={row.original} /> }),
  column.accessor("state", { header: msg("State"), cell: ({ getValue }) => <TokenStatus state={getValue()} /> }),
  column.accessor("permissions", { header: msg("May do"), cell: ({ getValue }) => <TokenPermissions permissions={getValue()} /> }),
  column.accessor("expiresAt", { header: msg("Last day"), cell: ({ row }) => lastDayOf(row.original) }),
  column.accessor("lastUsedAt", { id: "used", header: msg("Last used"), meta: { muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  column.accessor("createdAt", { id: "created", header: msg("Made"), meta: { muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  column.accessor("id", {
    id: "revoke",
    header: "",
    meta: { align: "right", label: msg("Revoke") },
    cell: ({ row: { original } }) => original.state === "active" && <RevokeButton token={original} action={revokeTokenAction} />,
  }),
]);

const states: Option[] = [
  { value: "active", label: "active" },
  { value: "expired", label: "expired" },
  { value: "revoked", label: "revoked" },
];

type Props = {
  page: Page<TokenRow>;
  list: TokenList;
  /** Labels of the partners that the list is filtered by; null where partners may not be listed. */
  organizations: Option[] | null;
};

/** The list of people's tokens. */
export function TokensTable({ page, list, organizations }: Props) {
  const filters: FilterSpec[] = [
    { kind: "choice", name: "status", label: t("State"), options: states, multiple: true, pinned: true },
    ...partnerFilter(organizations),
  ];
  return (
    <DataTable
      label={t("Tokens")}
      columns={columns}
      page={page}
      list={list}
      definition={tokenList}
      filters={filters}
      rowHref={(row) => paths.user(row.userId)}
      empty={{ kind: "nothing", title: t("No tokens"), sentence: t("The tokens that people make for their programs will stand here.") }}
    />
  );
}
