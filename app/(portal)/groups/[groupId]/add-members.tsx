"use client";

import { ConfirmButton } from "@/components/form/confirm-button";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { t } from "@/lib/shared/language/text";
import { addMembersAction } from "../actions";

/** Puts people into the group, for good or for a time. */
export function AddMembers({ groupId, name }: { groupId: number; name: string }) {
  return (
    <ConfirmButton
      label={t("Add people")}
      size="small"
      title={t("Add people to {name}", { name })}
      sentence={t("They hold at once what the group gives. Whoever is in it already gets the time chosen here.")}
      confirm={t("Add")}
      pending={t("Adding")}
      look="primary"
      action={addMembersAction}
      values={{ groupId }}
    >
      <Field name="users" label={t("People")} required>
        <Combobox multiple name="users[]" fetchUrl="/api/lookup/users" placeholder={t("Find people by name or email")} />
      </Field>
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
