"use client";

import { DataTable } from "@/components/data-table/data-table";
import { columnsFor } from "@/components/data-table/table-columns";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Status } from "@/components/ui/status";
import type { CustomerRow } from "@/lib/domain/customers/rows";
import { customerList, type CustomerList } from "@/lib/domain/customers/schema";
import { counted } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { assignCustomersAction } from "../actions";

const column = columnsFor<CustomerRow>();
const columns = column.columns([
  column.accessor("name", { header: "Name" }),
  column.accessor("status", {
    header: "Status",
    cell: ({ getValue }) => <Status tone={getValue() === "active" ? "ok" : "caution"}>{getValue() === "active" ? "Active" : "Suspended"}</Status>,
  }),
  column.accessor("organizationName", { id: "partner", header: "Partner" }),
  column.accessor("territoryName", { id: "territory", header: "Territory", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("city", { header: "City", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("key", { header: "Number", meta: { muted: true } }),
]);

type Props = { page: Page<CustomerRow>; list: CustomerList; mayAssign: boolean; territoryName: string };

/** The customers of a territory; those selected can be taken out of theirs. */
export function TerritoryCustomers({ page, list, mayAssign, territoryName }: Props) {
  return (
    <DataTable
      label="Customers"
      columns={columns}
      page={page}
      list={list}
      definition={customerList}
      rowHref={({ id }) => paths.customer(id)}
      empty={{ kind: "nothing", title: `No customers in ${territoryName} that you may see.` }}
      {...(mayAssign
        ? {
            bulk: ({ ids, clear }) => (
              <ConfirmButton
                label="Take out of their territory"
                confirm={`Take ${counted(ids.length, "customer")} out`}
                title={`Take ${counted(ids.length, "customer")} out of their territory?`}
                sentence="They are in no territory then. Whoever sees them only by a territory no longer does."
                action={assignCustomersAction}
                values={{ territoryId: "", "customers[]": ids }}
                onSuccess={clear}
              />
            ),
          }
        : {})}
    />
  );
}
