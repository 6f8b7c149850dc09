"use client";

import { flexRender, type Header } from "@tanstack/react-table";
import { AppLink } from "@/components/ui/app-link";
import { DownMark, UpMark } from "@/components/ui/marks";
import { t } from "@/lib/shared/language/text";
import type { ListState } from "@/lib/shared/list-state";
import type { ListAddress } from "./list-address";
import type { Features, TableRow } from "./table-columns";

type Props<Data extends TableRow> = {
  headers: Header<Features, Data, unknown>[];
  list: ListState;
  sorts: readonly string[];
  address: ListAddress;
  pick: { isAll: boolean; isSome: boolean; toggle: (isOn: boolean) => void } | null;
};

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** Column names; those that sort are links to the list in that order. */
export function TableHead<Data extends TableRow>({ headers, list, sorts, address, pick }: Props<Data>) {
  return (
    <thead>
      <tr>
        {pick && (
          <th className="pick" scope="col">
            <label>
              <input
                type="checkbox"
                className="tick-box"
                aria-label={t("Select all rows on this page")}
                checked={pick.isAll}
                ref={(box) => {
                  if (box) box.indeterminate = pick.isSome && !pick.isAll;
                }}
                onChange={(event) => pick.toggle(event.currentTarget.checked)}
              />
            </label>
          </th>
        )}
        {headers.map((header) => {
          const { id, columnDef } = header.column;
          const name = flexRender(columnDef.header, header.getContext());
          const direction = list.sort === id ? list.direction : null;
          const turned = direction === "asc" ? "desc" : "asc";
          const sortable = sorts.includes(id);
          return (
            <th
              key={header.id}
              scope="col"
              className={columnDef.meta?.align}
              aria-sort={sortable ? (direction ? ariaSort[direction] : "none") : undefined}
            >
              {sortable ? (
                <AppLink href={address.href({ sort: id, direction: turned })} stay>
                  {name}
                  {direction === "asc" && <UpMark />}
                  {direction === "desc" && <DownMark />}
                </AppLink>
              ) : (
                name
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
