"use client";

import type { Selection } from "@/components/data-table/bulk-bar";
import { DataTable } from "@/components/data-table/data-table";
import { columnsFor } from "@/components/data-table/table-columns";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import type { MemberRow } from "@/lib/domain/groups/rows";
import { memberList, type MemberList } from "@/lib/domain/groups/schema";
import { formatDate } from "@/lib/shared/dates";
import { counted } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { addMembersAction, removeMembersAction } from "../actions";

const column = columnsFor<MemberRow>();
const columns = column.columns([
  column.accessor("name", { header: "Name" }),
  column.accessor("email", { header: "Email", meta: { muted: true } }),
  column.accessor("organizationName", { id: "organization", header: "Partner" }),
  column.accessor("through", { header: "How", cell: ({ row: { original } }) => howOf(original) }),
  column.accessor("until", { id: "time", header: "Time", cell: ({ row: { original } }) => timeOf(original) }),
]);

function howOf({ isDirect, isFound, through }: MemberRow): string {
  if (isDirect) return "Put into it";
  if (isFound) return "Found by the rule";
  return through === null ? "Through a group you may not see" : `Through ${through}`;
}

function timeOf({ from, until, isCurrent }: MemberRow) {
  if (!isCurrent) return <Badge tone="caution">from {formatDate(from)}</Badge>;
  return until ? `until ${formatDate(new Date(until).getTime() - 1)}` : "for good";
}

type Props = { page: Page<MemberRow>; list: MemberList; groupId: number; name: string; mayRemove: boolean };

export function MembersTable({ page, list, groupId, name, mayRemove }: Props) {
  const direct = page.rows.filter(({ isDirect }) => isDirect).map(({ id }) => String(id));
  return (
    <DataTable
      label="People"
      noun={["person", "people"]}
      columns={columns}
      page={page}
      list={list}
      definition={memberList}
      rowHref={(row) => paths.user(row.id)}
      empty={{ kind: "nothing", title: "Nobody is in this group", sentence: "The people you may see will stand here." }}
      {...(mayRemove ? { bulk: (selection: Selection) => <Selected selection={selection} groupId={groupId} name={name} direct={direct} /> } : {})}
    />
  );
}

type RemoveProps = { selection: Selection; groupId: number; name: string };

/** Only those who were put into this very group have a time in it. */
function Selected({ direct, ...props }: RemoveProps & { direct: readonly string[] }) {
  const ids = props.selection.ids.filter((id) => direct.includes(String(id)));
  return (
    <>
      {ids.length > 0 && <TimeOfSelected {...props} selection={{ ...props.selection, ids }} />}
      <RemoveSelected {...props} />
    </>
  );
}

function TimeOfSelected({ selection: { ids, clear }, groupId, name }: RemoveProps) {
  const people = counted(ids.length, "person", "people");
  return (
    <ConfirmButton
      label="Set time"
      title={`From when until when are ${people} in ${name}?`}
      sentence="Both days count. Empty: at once, and for good."
      confirm="Set time"
      pending="Setting"
      look="primary"
      action={addMembersAction}
      values={{ groupId, "users[]": ids }}
      onSuccess={clear}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="fromDay" label="First day" optional>
          <DateInput />
        </Field>
        <Field name="lastDay" label="Last day" optional>
          <DateInput />
        </Field>
      </div>
    </ConfirmButton>
  );
}

function RemoveSelected({ selection: { ids, clear }, groupId, name }: RemoveProps) {
  const people = counted(ids.length, "person", "people");
  return (
    <ConfirmButton
      label={`Take out ${people}`}
      title={`Take ${people} out of ${name}?`}
      sentence="They lose at once what only this group gave them. Whoever is found by a rule or in a group inside stays."
      confirm={`Take out ${people}`}
      pending="Taking out"
      action={removeMembersAction}
      values={{ groupId, "users[]": ids }}
      onSuccess={clear}
    />
  );
}
