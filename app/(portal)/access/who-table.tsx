"use client";

import { useMemo, type ReactNode } from "react";
import { WayChain } from "@/components/access/way-chain";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { rich } from "@/components/ui/rich";
import type { Option } from "@/components/ui/option";
import { whoList, type WhoList } from "@/lib/domain/access/schema";
import type { Way } from "@/lib/domain/access/ways";
import { insideOneAnother } from "@/lib/shared/language/list";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

export type WhoRow = { id: number; name: string; email: string; organizationName: string; reasons: Way[] };

const column = columnsFor<WhoRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("email", { header: t("Email"), meta: { muted: true, optional: true } }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("reasons", {
      id: "why",
      header: t("Why"),
      cell: ({ row: { original } }) => <Why person={original.name} reasons={original.reasons} />,
    }),
  ]);

type Props = { page: Page<WhoRow>; list: WhoList; permissions: Option[]; canOpenUsers: boolean };

/** The people who may, each with the reasons. */
export function WhoTable({ page, list, permissions, canOpenUsers }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const filters: FilterSpec[] = [{ kind: "choice", name: "permission", label: t("Permission"), options: permissions, pinned: true }];
  return (
    <DataTable
      label={t("People")}
      noun={msg("{count, plural, =0 {no people} one {# person} other {# people}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={whoList}
      filters={filters}
      rowHref={(row) => (canOpenUsers ? paths.user(row.id) : null)}
      empty={{ kind: "nothing", title: t("Nobody"), sentence: t("Nobody whom you may see holds this permission here.") }}
    />
  );
}

const quiet = (text: ReactNode) => <span className="text-ink-2">{text}</span>;

function Why({ person, reasons }: { person: string; reasons: Way[] }) {
  const [first] = reasons;
  if (!first) return null;
  const more = reasons.length - 1;
  return (
    <details className="min-w-0 py-1 text-start whitespace-normal">
      <summary className="cursor-pointer wrap-anywhere">
        {first.via.length === 0
          ? t("{role} on {scope}", { role: first.role, scope: first.scope })
          : rich("{role} on {scope}<quiet>, through {through}</quiet>", { role: first.role, scope: first.scope, through: insideOneAnother(first.via), quiet })}
        {more > 0 && <span className="text-ink-2"> {t("and {more} more", { more })}</span>}
      </summary>
      <ul className="flex flex-col gap-3 pt-2">
        {reasons.map((way) => (
          <li key={`${way.grantId} ${way.via.join()}`}>
            <WayChain person={person} way={way} />
          </li>
        ))}
      </ul>
    </details>
  );
}
