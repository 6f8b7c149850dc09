"use client";

import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { TextInput } from "@/components/ui/text-input";
import { msg, t } from "@/lib/shared/language/text";

export type RuleValues = {
  jobRole: string[];
  region: string[];
  partnerType: string[];
  organizations: Option[];
  territories: Option[];
  programs: Option[];
};

/** Which places the viewer may name in a rule. */
export type RulePlaces = { organizations: boolean; territories: boolean; programs: boolean };

export const emptyRule: RuleValues = { jobRole: [], region: [], partnerType: [], organizations: [], territories: [], programs: [] };

const words = [
  { name: "jobRole", label: msg("Job role is one of") },
  { name: "region", label: msg("Region is one of") },
  { name: "partnerType", label: msg("Type of their home partner is one of") },
] as const;

const places = [
  { name: "organizations", label: msg("Home is one of"), url: "/api/lookup/organizations", help: msg("Exactly these partners, not those below.") },
  { name: "territories", label: msg("Home is in one of the territories"), url: "/api/lookup/territories", help: msg("Or in a territory below one of them.") },
  { name: "programs", label: msg("Home is enrolled in one of the programs"), url: "/api/lookup/programs", help: msg("Only while the enrolment counts.") },
] as const;

/** What a rule asks of people. Places that the viewer may not name are sent along as they are. */
export function RuleFields({ values, places: may }: { values: RuleValues; places: RulePlaces }) {
  return (
    <>
      {words.map(({ name, label }) => (
        <Field key={name} name={name} label={t(label)} optional help={t("Several are separated by commas. Spelled exactly as in the profiles.")}>
          <TextInput defaultValue={values[name].join(", ")} autoComplete="off" />
        </Field>
      ))}
      {places.map(({ name, label, url, help }) =>
        may[name] ? (
          <Field key={name} name={name} label={t(label)} optional help={t(help)}>
            <Combobox multiple name={`${name}[]`} fetchUrl={url} defaultValue={values[name]} />
          </Field>
        ) : (
          values[name].map(({ value }) => <input key={value} type="hidden" name={`${name}[]`} value={value} />)
        ),
      )}
    </>
  );
}
