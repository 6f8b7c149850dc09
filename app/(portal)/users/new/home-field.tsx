"use client";

import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { t } from "@/lib/shared/language/text";

type Props = { home: Option; mayChoose: boolean; onHome: (id: string) => void };

/** Where new people are at home; said, where there is no choice. */
export function HomeField({ home, mayChoose, onHome }: Props) {
  if (mayChoose) {
    return (
      <Field name="organizationId" label={t("Home")} required help={t("The partner they belong to. Nothing they are ever given reaches outside it.")}>
        <Combobox fetchUrl="/api/lookup/organizations?for=invite" defaultValue={home} onValueChange={(chosen) => onHome(chosen?.value ?? home.value)} />
      </Field>
    );
  }
  return (
    <>
      <Facts facts={[{ label: t("Home"), value: home.label }]} />
      <input type="hidden" name="organizationId" value={home.value} />
    </>
  );
}

/** Teams and security groups that new people are put into. */
export const GroupsField = () => (
  <Field name="groups" label={t("Groups")} optional help={t("What these groups give is held from the first sign-in on.")}>
    <Combobox multiple name="groups[]" fetchUrl="/api/lookup/groups?for=members" placeholder={t("Find groups")} />
  </Field>
);

/** From when until when the groups and the first access of new people count; the account itself is not meant. */
export const TimeFields = () => (
  <div className="grid gap-4 sm:grid-cols-2">
    <Field name="fromDay" label={t("First day")} optional help={t("From when the groups and the access above count (UTC). Empty: at once.")}>
      <DateInput />
    </Field>
    <Field name="lastDay" label={t("Last day")} optional help={t("They end with this day (UTC). Empty: no end.")}>
      <DateInput />
    </Field>
  </div>
);
