import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OrganizationRow } from "@/lib/domain/organizations/rows";
import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import { OrganizationStatus } from "./organization-status";

const column = columnsFor<OrganizationRow>();

/** The columns of every list of partners. */
export const organizationColumns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("state", { header: t("Status"), cell: ({ getValue }) => <OrganizationStatus state={getValue()} /> }),
    column.accessor("parentName", { id: "parent", header: t("Under"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("partnerType", { header: t("Type"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("tier", { header: t("Tier"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("territoryName", { id: "territory", header: t("Territory"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("childCount", {
      id: "below",
      header: t("Below it"),
      meta: { align: "right" },
      cell: ({ getValue }) => (getValue() === 0 ? "" : formatCount(getValue())),
    }),
    column.accessor("key", { header: t("Key"), meta: { optional: true, muted: true } }),
    column.accessor("region", { header: t("Region"), meta: { optional: true }, cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("createdAt", {
      id: "created",
      header: t("Created"),
      meta: { align: "right", muted: true, optional: true },
      cell: ({ getValue }) => <RelativeTime at={getValue()} />,
    }),
  ]);
