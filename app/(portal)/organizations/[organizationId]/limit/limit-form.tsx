"use client";

import { useState } from "react";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import type { PermissionEntry } from "@/lib/access/permissions";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { editGuardrailAction } from "../../actions";

type Props = { organizationId: number; version: number; guardrail: string[] | null; entries: readonly PermissionEntry[]; locked: Record<string, string> };

const choices = () => [
  { value: "none", label: t("No limit"), hint: t("Limits of partners above still apply.") },
  { value: "listed", label: t("Only these permissions"), hint: t("What a permission comes with is let through as well.") },
];

/** No limit, or the list of what is let through. */
export function LimitForm({ organizationId, version, guardrail, entries, locked }: Props) {
  const [limit, setLimit] = useState(guardrail === null ? "none" : "listed");
  return (
    <ActionForm action={editGuardrailAction} kind="edit" submit={t("Save limit")} cancelHref={paths.organization(organizationId)} className="flex flex-col gap-4">
      <input type="hidden" name="organizationId" value={organizationId} />
      <HiddenVersion value={version} />
      <Field name="limit" label={t("Limit")} group>
        <RadioGroup options={choices()} value={limit} onValueChange={setLimit} />
      </Field>
      {limit === "listed" && (
        <PermissionMatrix label={t("Permissions let through")} name="permissions[]" entries={entries} granted={guardrail ?? entries.map(({ key }) => key)} locked={locked} />
      )}
    </ActionForm>
  );
}
