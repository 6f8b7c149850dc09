"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { PolicyRow } from "@/lib/domain/settings/rows";
import { absoluteChoices, idleChoices } from "@/lib/domain/settings/schema";
import { toDateInput } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { setPolicyAction } from "./actions";
import { EffectNote } from "./effect-note";
import { lastsOf } from "./lasts";

type Props = { organizationId: number; roleId?: number; policy: PolicyRow | null; onSaved?: () => void };

const factors = () => [
  { value: "none", label: t("Not required"), hint: t("Whoever has set one up is still asked for it.") },
  { value: "from", label: t("Required from a day on"), hint: t("Until then they are reminded; after that nothing opens before one is set up.") },
];

const options = (choices: readonly number[]) => choices.map((minutes) => ({ value: String(minutes), label: lastsOf(minutes) }));

/** Whether a second factor is required, and how long sessions last; tells meanwhile whom it will touch. */
export function PolicyForm({ organizationId, roleId, policy, onSaved }: Props) {
  const [factor, setFactor] = useState(policy?.factorFrom ? "from" : "none");
  const [day, setDay] = useState(policy?.factorFrom ? toDateInput(policy.factorFrom) : "");
  return (
    <ActionForm kind="inline" action={setPolicyAction} onSuccess={onSaved} className="flex flex-col gap-4">
      <input type="hidden" name="organizationId" value={organizationId} />
      <input type="hidden" name="version" value={policy?.version ?? 0} />
      {roleId !== undefined && <input type="hidden" name="roleId" value={roleId} />}
      <Field name="factor" label={t("Second factor")} group>
        <RadioGroup options={factors()} value={factor} onValueChange={setFactor} />
      </Field>
      {factor === "from" && (
        <Field name="factorFrom" label={t("From")} required help={t("Begins at midnight UTC. Today or an earlier day acts at once.")}>
          <DateInput value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
      )}
      <EffectNote question={factor === "from" && day !== "" ? { organizationId, roleId: roleId ?? null, factor, factorFrom: day } : null} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="idleMinutes" label={t("Signed out without use after")} help={t("Usually 1 day; 1 hour where a second factor is required.")}>
          <Select options={options(idleChoices)} empty={t("as usual")} defaultValue={policy?.idleMinutes ?? ""} />
        </Field>
        <Field name="absoluteMinutes" label={t("Signed out in any case after")} help={t("Usually 30 days; 1 day where a second factor is required.")}>
          <Select options={options(absoluteChoices)} empty={t("as usual")} defaultValue={policy?.absoluteMinutes ?? ""} />
        </Field>
      </div>
      <div>
        <SubmitButton>{t("Save rules")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
