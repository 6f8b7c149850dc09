"use client";

import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { DownMark, UpMark } from "@/components/ui/marks";
import { t } from "@/lib/shared/language/text";
import type { ListState } from "@/lib/shared/list-state";
import { writable } from "@/components/written/written";
import type { ListAddress } from "./list-address";

export type Heading = { id: string; name: ReactNode; align?: "right" };

type Props = {
  headings: Heading[];
  list: ListState;
  sorts: readonly string[];
  address: ListAddress;
  pick: { isAll: boolean; isSome: boolean; toggle: (isOn: boolean) => void } | null;
};

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** Column names; those that sort are links to the list in that order. */
export function TableHead({ headings, list, sorts, address, pick }: Props) {
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
        {headings.map(({ id, name, align }) => {
          const direction = list.sort === id ? list.direction : null;
          const turned = direction === "asc" ? "desc" : "asc";
          const sortable = sorts.includes(id);
          return (
            <th
              key={id}
              scope="col"
              className={align}
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

writable(TableHead);
