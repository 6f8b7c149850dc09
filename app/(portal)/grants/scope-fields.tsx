"use client";

import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import type { ScopeKind } from "@/lib/access/grant";
import type { ScopeChoice } from "@/lib/domain/grants/rows";
import { t } from "@/lib/shared/language/text";
import type { GrantLookups } from "./grant-lookups";

type Props = { scope: ScopeChoice; lookups: GrantLookups; onChange: (part: Partial<ScopeChoice>) => void };

type KindOption = Option & { value: ScopeKind; needs?: keyof GrantLookups };

const kinds = (): KindOption[] => [
  { value: "direct", label: t("A partner with its own customers"), hint: t("Nothing below it. The usual choice for a new manager."), needs: "organizations" },
  { value: "subtree", label: t("A partner and all below it"), hint: t("With all their customers."), needs: "organizations" },
  { value: "everything", label: t("Everything they reach"), hint: t("Their home organization and all below it, whatever comes later included.") },
  { value: "territory", label: t("A territory"), hint: t("Partners and customers in it, territories below included."), needs: "territories" },
  { value: "program", label: t("A program"), hint: t("Partners that are enrolled, with their customers."), needs: "programs" },
  { value: "customers", label: t("Chosen customers"), hint: t("Only these. Customers that come later are not covered."), needs: "customers" },
  { value: "own", label: t("Their own customers"), hint: t("Those whose account manager they are.") },
];

const lookup = { organization: "/api/lookup/organizations", territory: "/api/lookup/territories", program: "/api/lookup/programs", customer: "/api/lookup/customers" };

/** Sent when nothing is chosen, so that an emptied choice is told from one that was not offered. */
const Blank = ({ name }: { name: string }) => <input type="hidden" name={name} value="" />;

/** Which records a grant reaches. */
export function ScopeFields({ scope, lookups, onChange }: Props) {
  const offered = kinds().filter(({ value, needs }) => !needs || lookups[needs] || value === scope.kind);
  return (
    <>
      <Field name="kind" label={t("It covers")} group>
        <RadioGroup options={offered.map(({ needs: _, ...option }) => option)} value={scope.kind} onValueChange={(kind) => onChange({ kind: kind as ScopeKind })} />
      </Field>
      <Place scope={scope} lookups={lookups} onChange={onChange} />
      <Limits scope={scope} lookups={lookups} onChange={onChange} />
    </>
  );
}

function Place({ scope, onChange }: Props) {
  switch (scope.kind) {
    case "direct":
    case "subtree":
      return (
        <Field key="organization" name="organizationId" label={t("Partner")} required>
          <Combobox fetchUrl={lookup.organization} defaultValue={scope.organization} onValueChange={(organization) => onChange({ organization })} />
        </Field>
      );
    case "territory":
      return (
        <Field key="territory" name="territoryId" label={t("Territory")} required>
          <Combobox fetchUrl={lookup.territory} defaultValue={scope.territory} onValueChange={(territory) => onChange({ territory })} />
        </Field>
      );
    case "program":
      return (
        <Field key="program" name="programId" label={t("Program")} required>
          <Combobox fetchUrl={lookup.program} defaultValue={scope.program} onValueChange={(program) => onChange({ program })} />
        </Field>
      );
    case "customers":
      return (
        <Field key="customers" name="customers" label={t("Customers")} required help={t("Search by name, number or city, and choose as many as needed. An empty list would cover nothing.")}>
          <Combobox multiple name="customers[]" fetchUrl={lookup.customer} defaultValue={scope.customers} onValueChange={(customers) => onChange({ customers })} />
        </Field>
      );
    case "everything":
    case "own":
      return null;
  }
}

/** Further conditions and exceptions: seldom needed, so folded away until one is there. */
function Limits({ scope, lookups, onChange }: Props) {
  const { narrowTerritory, narrowProgram, exceptCustomers, exceptOrganizations } = scope;
  const isUsed = narrowTerritory !== null || narrowProgram !== null || exceptCustomers.length > 0 || exceptOrganizations.length > 0;
  return (
    <details open={isUsed || undefined} className="rounded-md border border-line px-3 py-2">
      <summary className="min-h-6 cursor-pointer text-sm font-[560]">{t("Narrow it down, or leave something out")}</summary>
      <div className="flex flex-col gap-4 pt-3 pb-1">
        {lookups.territories && (
          <Field name="narrowTerritoryId" label={t("Only in the territory")} optional>
            <Blank name="narrowTerritoryId" />
            <Combobox fetchUrl={lookup.territory} defaultValue={narrowTerritory} onValueChange={(chosen) => onChange({ narrowTerritory: chosen })} />
          </Field>
        )}
        {lookups.programs && (
          <Field name="narrowProgramId" label={t("Only in the program")} optional>
            <Blank name="narrowProgramId" />
            <Combobox fetchUrl={lookup.program} defaultValue={narrowProgram} onValueChange={(chosen) => onChange({ narrowProgram: chosen })} />
          </Field>
        )}
        {lookups.organizations && (
          <Field name="exceptOrganizations" label={t("Leave out partners")} optional help={t("Each with all below it.")}>
            <Blank name="exceptOrganizations[]" />
            <Combobox multiple name="exceptOrganizations[]" fetchUrl={lookup.organization} defaultValue={exceptOrganizations} onValueChange={(chosen) => onChange({ exceptOrganizations: chosen })} />
          </Field>
        )}
        {lookups.customers && (
          <Field name="exceptCustomers" label={t("Leave out customers")} optional>
            <Blank name="exceptCustomers[]" />
            <Combobox multiple name="exceptCustomers[]" fetchUrl={lookup.customer} defaultValue={exceptCustomers} onValueChange={(chosen) => onChange({ exceptCustomers: chosen })} />
          </Field>
        )}
      </div>
    </details>
  );
}
