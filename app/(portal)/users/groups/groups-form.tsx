"use client";

import { useId } from "react";
import { ActionForm } from "@/components/form/action-form";
import { useFormState } from "@/components/form/form-state";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { SharedGroup } from "@/lib/domain/groups/regrouping";
import { fieldOfGroup, mostRegrouped } from "@/lib/domain/groups/schema";
import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { groupTypes } from "../../groups/group-type";
import { changeGroupsAction } from "../actions";

type Props = { users: readonly number[]; groups: readonly SharedGroup[] };

/** What becomes of each group that some of the people are in, and further groups for all of them. */
export function GroupsForm({ users, groups }: Props) {
  return (
    <ActionForm action={changeGroupsAction} kind="create" className="flex min-w-0 flex-col gap-4" cancelHref={paths.users()}>
      {users.map((id) => (
        <input key={id} type="hidden" name="users[]" value={id} />
      ))}
      <Panel id="groups" flush title={t("Groups they are in")} sentence={groups.length > 0 && t("Only groups whose members you may manage. Whoever is in one already keeps their time there.")}>
        {groups.length === 0 ? (
          <p className="px-4 pb-3.5 text-sm text-ink-2">{t("None of them was put into a group whose members you may manage.")}</p>
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {groups.map((group) => (
              <GroupChoice key={group.id} group={group} total={users.length} />
            ))}
          </ul>
        )}
        {groups.length === mostRegrouped && <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">{t("These are the first {most}. Select fewer people to see the others.", { most: formatCount(mostRegrouped) })}</p>}
      </Panel>
      <Panel id="further" title={t("Further groups")}>
        <div className="max-w-[560px]">
          <Field name="groups" label={t("Put all of them into")} optional help={t("They hold at once what these groups give.")}>
            <Combobox multiple name="groups[]" fetchUrl="/api/lookup/groups?for=members" placeholder={t("Find groups")} />
          </Field>
        </div>
      </Panel>
    </ActionForm>
  );
}

/** One group with how many of the people are in it, and what becomes of that. Whoever is in it cannot be put in once more. */
function GroupChoice({ group: { id, name, type, organizationName, members }, total }: { group: SharedGroup; total: number }) {
  const control = useId();
  const field = fieldOfGroup(id);
  const message = useFormState().fields[field];
  const options = [
    { value: `${id}:keep`, label: t("Leave as it is") },
    ...(members < total ? [{ value: `${id}:all`, label: t("Put all of them in") }] : []),
    { value: `${id}:none`, label: members === 1 ? t("Take that person out") : t("Take all of them out") },
  ];
  return (
    <li data-field={field} className="grid items-center gap-x-4 gap-y-2 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_8rem_15rem]">
      <div className="min-w-0">
        <label htmlFor={control} className="text-sm font-[560] wrap-anywhere">
          {name}
        </label>
        <p className="text-xs text-ink-2 wrap-anywhere">{t("{kind}, {home}##group", { kind: t(groupTypes[type].name), home: organizationName })}</p>
      </div>
      <p id={`${control}-members`} className="text-sm tabular-nums">
        {t("{members, plural, one {# of {total} is} other {# of {total} are}} in it", { members, total })}
      </p>
      <div className="min-w-0">
        <Select id={control} name="choices[]" options={options} aria-describedby={`${control}-members${message ? ` ${control}-error` : ""}`} aria-invalid={message ? true : undefined} />
        {message && (
          <p id={`${control}-error`} className="mt-1 text-xs font-[560] text-danger">
            {message}
          </p>
        )}
      </div>
    </li>
  );
}
