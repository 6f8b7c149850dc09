import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OrganizationRow } from "@/lib/domain/organizations/rows";
import { formatCount } from "@/lib/shared/numbers";
import { OrganizationStatus } from "./organization-status";

const column = columnsFor<OrganizationRow>();

/** The columns of every list of partners. */
export const organizationColumns = column.columns([
  column.accessor("name", { header: "Name" }),
  column.accessor("state", { header: "Status", cell: ({ getValue }) => <OrganizationStatus state={getValue()} /> }),
  column.accessor("parentName", { id: "parent", header: "Under", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("partnerType", { header: "Type", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("tier", { header: "Tier", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("territoryName", { id: "territory", header: "Territory", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("childCount", {
    id: "below",
    header: "Below it",
    meta: { align: "right" },
    cell: ({ getValue }) => (getValue() === 0 ? "" : formatCount(getValue())),
  }),
  column.accessor("key", { header: "Key", meta: { optional: true, muted: true } }),
  column.accessor("region", { header: "Region", meta: { optional: true }, cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("createdAt", {
    id: "created",
    header: "Created",
    meta: { align: "right", muted: true, optional: true },
    cell: ({ getValue }) => <RelativeTime at={getValue()} />,
  }),
]);
