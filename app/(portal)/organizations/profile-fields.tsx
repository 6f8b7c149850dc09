"use client";

import { useId } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";

export type ProfileValues = { name: string; key: string; partnerType: string; region: string; tier: string; billingMode: "prepaid" | "postpaid"; territory: Option | null };

export type Suggestions = { partnerTypes: string[]; tiers: string[] };

function Suggested({ defaultValue, from }: { defaultValue: string; from: string[] }) {
  const list = useId();
  return (
    <>
      <TextInput defaultValue={defaultValue} list={list} maxLength={100} />
      <datalist id={list}>
        {from.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  );
}

const billing = () => [
  { value: "postpaid", label: t("Postpaid"), hint: t("Bills follow what was used.") },
  { value: "prepaid", label: t("Prepaid"), hint: t("Services draw on a balance.") },
];

/** The fields of a partner's profile. Without the right to assign territories the territory is not among them. */
export function ProfileFields({ values, suggestions, mayAssign, isNew = false }: { values: ProfileValues; suggestions: Suggestions; mayAssign: boolean; isNew?: boolean }) {
  return (
    <>
      <Field name="name" label={t("Name")} required>
        <TextInput defaultValue={values.name} maxLength={200} autoComplete="off" />
      </Field>
      <Field name="key" label={t("Key")} optional={isNew} help={isNew ? t("Made for you when left empty. Files and programs name the partner by it.") : t("Files and programs name the partner by it.")}>
        <TextInput defaultValue={values.key} maxLength={100} autoComplete="off" />
      </Field>
      <Field name="partnerType" label={t("Type")} optional help={t("Such as reseller or service provider. Groups can follow it.")}>
        <Suggested defaultValue={values.partnerType} from={suggestions.partnerTypes} />
      </Field>
      <Field name="tier" label={t("Tier")} optional>
        <Suggested defaultValue={values.tier} from={suggestions.tiers} />
      </Field>
      <Field name="region" label={t("Region")} optional>
        <TextInput defaultValue={values.region} maxLength={100} />
      </Field>
      {mayAssign && (
        <Field name="territoryId" label={t("Territory")} optional help={t("Whoever has access by this territory, or one above it, sees this partner.")}>
          <input type="hidden" name="territoryId" value="" />
          <Combobox fetchUrl="/api/lookup/territories" defaultValue={values.territory} placeholder={t("No territory")} />
        </Field>
      )}
      <Field name="billingMode" label={t("Billing")} group>
        <RadioGroup options={billing()} defaultValue={values.billingMode} />
      </Field>
    </>
  );
}
