"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { SecurityScope } from "@/lib/domain/groups/schema";
import { t } from "@/lib/shared/language/text";
import { GroupProposal, type ProposalQuestion } from "./group-proposal";

/** Which kinds of scope the viewer has something to choose for. */
export type SecurityChoices = { customers: boolean; territories: boolean; programs: boolean };

const scopes = (): (Option & { value: SecurityScope; needs?: keyof SecurityChoices })[] => [
  { value: "customers", label: t("Chosen customers"), hint: t("Only these. Customers that come later are not covered."), needs: "customers" },
  { value: "except", label: t("All customers but some"), hint: t("What the home partner and those below it have, later ones too, without the chosen ones."), needs: "customers" },
  { value: "territory", label: t("A territory"), hint: t("Its customers and partners, territories below included."), needs: "territories" },
  { value: "program", label: t("A program"), hint: t("Partners that are enrolled, with their customers."), needs: "programs" },
  { value: "everything", label: t("Full access"), hint: t("Everything at the home partner and below, whatever comes later included.") },
];

const levels = (): Option[] => [
  { value: "write", label: t("Read and write") },
  { value: "read", label: t("Read") },
];

const idsOf = (options: readonly Option[]) => options.map(({ value }) => Number(value));
const idOf = (option: Option | null) => (option ? Number(option.value) : null);

type Draft = { access: SecurityScope; customers: Option[]; exceptCustomers: Option[]; territory: Option | null; program: Option | null; role: Option | null; level: string };

const questionOf = (draft: Draft, homeId: string): ProposalQuestion => ({
  organizationId: Number(homeId),
  access: draft.access,
  customers: draft.access === "customers" ? idsOf(draft.customers) : [],
  exceptCustomers: draft.access === "except" ? idsOf(draft.exceptCustomers) : [],
  territoryId: draft.access === "territory" ? idOf(draft.territory) : null,
  programId: draft.access === "program" ? idOf(draft.program) : null,
  roleId: idOf(draft.role),
  level: draft.level,
});

/** The scope of a security group that is made with the form, the role on it, and the group that comes of it. */
export function SecurityGroupFields({ may, homeId }: { may: SecurityChoices; homeId: string }) {
  const offered = scopes().filter(({ needs }) => !needs || may[needs]);
  const [draft, setDraft] = useState<Draft>({ access: offered[0]!.value, customers: [], exceptCustomers: [], territory: null, program: null, role: null, level: "write" });
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <>
      <Field name="access" label={t("It reaches")} help={offered.find(({ value }) => value === draft.access)?.hint}>
        <Select options={offered.map(({ value, label }) => ({ value, label }))} value={draft.access} onChange={(event) => put({ access: event.target.value as SecurityScope })} />
      </Field>
      <Place draft={draft} put={put} homeId={homeId} />
      <Field name="roleId" label={t("Role")} required help={t("What the person may do there. Roles that you may not give say why.")}>
        <Combobox fetchUrl={`/api/lookup/roles?for=give&organization=${homeId}&level=${draft.level}${scopeQuery(draft)}`} onValueChange={(role) => put({ role })} placeholder={t("Find a role")} />
      </Field>
      <Field name="level" label={t("Level")} group>
        <RadioGroup options={levels()} value={draft.level} onValueChange={(level) => put({ level })} />
      </Field>
      <GroupProposal question={questionOf(draft, homeId)} />
    </>
  );
}

/** For the role picker: where each role would be judged. Lists of customers are judged when the form is sent. */
function scopeQuery({ access, territory, program }: Draft): string {
  if (access === "territory" && territory) return `&kind=territory&place=${territory.value}`;
  if (access === "program" && program) return `&kind=program&place=${program.value}`;
  return access === "everything" ? "&kind=everything" : "";
}

/** Nobody reaches beyond their home: customers elsewhere are not offered. */
const findCustomers = (homeId: string) => ({ fetchUrl: `/api/lookup/customers?within=${homeId}`, placeholder: t("Find customers by name, number or city") });

function Place({ draft: { access }, put, homeId }: { draft: Draft; put: (part: Partial<Draft>) => void; homeId: string }) {
  switch (access) {
    case "customers":
      return (
        <Field key="customers" name="customers" label={t("Customers")} required help={t("One or many, by name or number.")}>
          <Combobox multiple name="customers[]" {...findCustomers(homeId)} onValueChange={(customers) => put({ customers })} />
        </Field>
      );
    case "except":
      return (
        <Field key="except" name="exceptCustomers" label={t("Customers left out")} required>
          <Combobox multiple name="exceptCustomers[]" {...findCustomers(homeId)} onValueChange={(exceptCustomers) => put({ exceptCustomers })} />
        </Field>
      );
    case "territory":
      return (
        <Field key="territory" name="territoryId" label={t("Territory")} required>
          <Combobox fetchUrl="/api/lookup/territories" onValueChange={(territory) => put({ territory })} />
        </Field>
      );
    case "program":
      return (
        <Field key="program" name="programId" label={t("Program")} required>
          <Combobox fetchUrl="/api/lookup/programs" onValueChange={(program) => put({ program })} />
        </Field>
      );
    case "everything":
      return null;
  }
}
