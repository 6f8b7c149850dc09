"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import type { GroupType } from "@/lib/domain/groups/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { createGroupAction } from "../actions";
import { groupTypes } from "../group-type";
import { emptyRule, RuleFields, type RulePlaces } from "../rule-fields";
import { TryRule } from "../try-rule";
import { ScopeFields } from "./scope-fields";

type Props = { kind: GroupType; home: Option; mayChooseHome: boolean; mayEditRule: boolean; mayGive: boolean; mayListCustomers: boolean; places: RulePlaces };

export function CreateGroupForm({ kind, home, mayChooseHome, mayEditRule, mayGive, mayListCustomers, places }: Props) {
  const [type, setType] = useState<GroupType>(kind);
  const kinds = (["team", "rule", "security"] as const).filter((each) => each !== "rule" || mayEditRule);
  return (
    <ActionForm action={createGroupAction} kind="create" submit={t("Create group")} pending={t("Creating")} cancelHref={paths.groups()}>
      <Field name="type" label={t("Kind")} group>
        <RadioGroup
          options={kinds.map((each) => ({ value: each, label: t(groupTypes[each].name), hint: t(groupTypes[each].sentence) }))}
          value={type}
          onValueChange={(value) => setType(value as GroupType)}
        />
      </Field>
      <Field name="name" label={t("Name")} required>
        <TextInput autoComplete="off" maxLength={200} />
      </Field>
      {mayChooseHome ? (
        <Field name="organizationId" label={t("Partner")} required help={t("Its members are people of this partner and of those below it.")}>
          <Combobox fetchUrl="/api/lookup/organizations?for=group" defaultValue={home} />
        </Field>
      ) : (
        <>
          <Facts facts={[{ label: t("Partner"), value: home.label }]} />
          <input type="hidden" name="organizationId" value={home.value} />
        </>
      )}
      <Field name="description" label={t("Description")} optional>
        <Textarea rows={2} maxLength={1000} />
      </Field>
      {type === "rule" && (
        <>
          <h2 className="mt-2 text-base font-[620]">{t("Who is in it")}</h2>
          <p className="-mt-3 text-sm text-ink-2">{t("All that is asked must match; any of the listed values will do. A rule that asks nothing finds nobody.")}</p>
          <RuleFields values={emptyRule} places={places} />
          <TryRule />
        </>
      )}
      {type === "security" && mayGive && <ScopeFields mayListCustomers={mayListCustomers} />}
    </ActionForm>
  );
}
