"use client";

import { useMemo } from "react";
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
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { UserStatus } from "../../users/user-status";
import { addMembersAction, removeMembersAction } from "../actions";

const column = columnsFor<MemberRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("email", { header: t("Email"), meta: { muted: true } }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("state", { header: t("Status"), cell: ({ getValue }) => <UserStatus state={getValue()} /> }),
    column.accessor("through", { header: t("How"), cell: ({ row: { original } }) => howOf(original) }),
    column.accessor("until", { id: "time", header: t("Time"), cell: ({ row: { original } }) => timeOf(original) }),
  ]);

function howOf({ isDirect, isFound, through }: MemberRow): string {
  if (isDirect) return t("Put into it");
  if (isFound) return t("Found by the rule");
  return through === null ? t("Through a group you may not see") : t("Through {through}", { through });
}

function timeOf({ from, until, isCurrent }: MemberRow) {
  if (!isCurrent) return <Badge tone="caution">{t("from {when}", { when: formatDate(from) })}</Badge>;
  return until ? t("until {when}", { when: formatDate(new Date(until).getTime() - 1) }) : t("for good");
}

type Props = { page: Page<MemberRow>; list: MemberList; groupId: number; name: string; mayRemove: boolean };

export function MembersTable({ page, list, groupId, name, mayRemove }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const direct = page.rows.filter(({ isDirect }) => isDirect).map(({ id }) => String(id));
  return (
    <DataTable
      label={t("People")}
      noun={msg("{count, plural, =0 {no people} one {# person} other {# people}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={memberList}
      rowHref={(row) => paths.user(row.id)}
      empty={{ kind: "nothing", title: t("Nobody is in this group"), sentence: t("The people you may see will stand here.") }}
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
  return (
    <ConfirmButton
      label={t("Set time")}
      title={t("From when until when are {people, plural, one {# person} other {# people}} in {name}?", { people: ids.length, name })}
      sentence={t("Both days count. Empty: at once, and for good.")}
      confirm={t("Set time")}
      pending={t("Setting")}
      look="primary"
      action={addMembersAction}
      values={{ groupId, "users[]": ids }}
      onSuccess={clear}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="fromDay" label={t("First day")} optional>
          <DateInput />
        </Field>
        <Field name="lastDay" label={t("Last day")} optional>
          <DateInput />
        </Field>
      </div>
    </ConfirmButton>
  );
}

function RemoveSelected({ selection: { ids, clear }, groupId, name }: RemoveProps) {
  const takeOut = t("Take out {people, plural, one {# person} other {# people}}", { people: ids.length });
  return (
    <ConfirmButton
      label={takeOut}
      title={t("Take {people, plural, one {# person} other {# people}} out of {name}?", { people: ids.length, name })}
      sentence={t("They lose at once what only this group gave them. Whoever is found by a rule or in a group inside stays.")}
      confirm={takeOut}
      pending={t("Taking out")}
      action={removeMembersAction}
      values={{ groupId, "users[]": ids }}
      onSuccess={clear}
    />
  );
}
