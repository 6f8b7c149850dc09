"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { columnsFor } from "@/components/data-table/table-columns";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Status } from "@/components/ui/status";
import type { CustomerRow } from "@/lib/domain/customers/rows";
import { customerList, type CustomerList } from "@/lib/domain/customers/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { assignCustomersAction } from "../actions";

const column = columnsFor<CustomerRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("status", {
      header: t("Status"),
      cell: ({ getValue }) => <Status tone={getValue() === "active" ? "ok" : "caution"}>{getValue() === "active" ? t("Active") : t("Suspended")}</Status>,
    }),
    column.accessor("organizationName", { id: "partner", header: t("Partner") }),
    column.accessor("territoryName", { id: "territory", header: t("Territory"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("city", { header: t("City"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("key", { header: t("Number"), meta: { muted: true } }),
  ]);

type Props = { page: Page<CustomerRow>; list: CustomerList; mayAssign: boolean; territoryName: string };

/** The customers of a territory; those selected can be taken out of theirs. */
export function TerritoryCustomers({ page, list, mayAssign, territoryName }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  return (
    <DataTable
      label={t("Customers")}
      noun={msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={customerList}
      rowHref={({ id }) => paths.customer(id)}
      empty={{ kind: "nothing", title: t("No customers in {territoryName} that you may see.", { territoryName }) }}
      {...(mayAssign
        ? {
            bulk: ({ ids, clear }) => (
              <ConfirmButton
                label={t("Take out of their territory")}
                confirm={t("Take {count, plural, one {# customer} other {# customers}} out", { count: ids.length })}
                title={t("Take {count, plural, one {# customer} other {# customers}} out of their territory?", { count: ids.length })}
                sentence={t("They are in no territory then. Whoever sees them only by a territory no longer does.")}
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
