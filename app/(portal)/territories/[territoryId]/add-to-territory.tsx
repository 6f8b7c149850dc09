"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { msg, t } from "@/lib/shared/language/text";
import { assignCustomersAction, assignOrganizationsAction } from "../actions";

type Props = { territoryId: number; what: "organizations" | "customers" };

const kinds = {
  organizations: { action: assignOrganizationsAction, label: msg("Put partners into this territory"), fetchUrl: "/api/lookup/organizations?for=assign", placeholder: msg("Find partners") },
  customers: { action: assignCustomersAction, label: msg("Put customers into this territory"), fetchUrl: "/api/lookup/customers", placeholder: msg("Find customers") },
};

/** Picks partners or customers and puts them into the territory, out of any other. */
export function AddToTerritory({ territoryId, what }: Props) {
  const { action, label, fetchUrl, placeholder } = kinds[what];
  return (
    <ActionForm action={action} kind="inline" resetOnSuccess className="mb-4 flex max-w-[640px] flex-col gap-2">
      <input type="hidden" name="territoryId" value={territoryId} />
      <Field name={what} label={t(label)}>
        <div className="flex flex-wrap gap-2">
          <div className="min-w-52 flex-1">
            <Combobox name={`${what}[]`} fetchUrl={fetchUrl} multiple placeholder={t(placeholder)} />
          </div>
          <SubmitButton look="secondary" pending={t("Putting in")}>
            {t("Put in")}
          </SubmitButton>
        </div>
      </Field>
    </ActionForm>
  );
}
