import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OrganizationRow } from "@/lib/domain/organizations/rows";
import { msg } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import { OrganizationStatus } from "./organization-status";

const column = columnsFor<OrganizationRow>();

/** The columns of every list of partners. */
export const organizationColumns = column.columns([
  column.accessor("name", { header: msg("Name") }),
  column.accessor("state", { header: msg("Status"), cell: ({ getValue }) => <OrganizationStatus state={getValue()} /> }),
  column.accessor("parentName", { id: "parent", header: msg("Under"), cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("partnerType", { header: msg("Type"), cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("tier", { header: msg("Tier"), cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("territoryName", { id: "territory", header: msg("Territory"), cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("childCount", {
    id: "below",
    header: msg("Below it"),
    meta: { align: "right" },
    cell: ({ getValue }) => (getValue() === 0 ? "" : formatCount(getValue())),
  }),
  column.accessor("key", { header: msg("Key"), meta: { optional: true, muted: true } }),
  column.accessor("region", { header: msg("Region"), meta: { optional: true }, cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("createdAt", {
    id: "created",
    header: msg("Created"),
    meta: { align: "right", muted: true, optional: true },
    cell: ({ getValue }) => <RelativeTime at={getValue()} />,
  }),
]);
