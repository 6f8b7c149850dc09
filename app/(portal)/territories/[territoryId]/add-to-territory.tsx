"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { assignCustomersAction, assignOrganizationsAction } from "../actions";

type Props = { territoryId: number; territoryName: string; what: "organizations" | "customers" };

const kinds = {
  organizations: { action: assignOrganizationsAction, label: "Put partners into this territory", fetchUrl: "/api/lookup/organizations?for=assign", button: "Put in" },
  customers: { action: assignCustomersAction, label: "Put customers into this territory", fetchUrl: "/api/lookup/customers", button: "Put in" },
};

/** Picks partners or customers and puts them into the territory, out of any other. */
export function AddToTerritory({ territoryId, territoryName, what }: Props) {
  const { action, label, fetchUrl, button } = kinds[what];
  return (
    <ActionForm action={action} kind="inline" resetOnSuccess className="mb-4 flex max-w-[640px] flex-wrap items-end gap-2">
      <input type="hidden" name="territoryId" value={territoryId} />
      <div className="min-w-56 flex-1">
        <Field name={what} label={label}>
          <Combobox name={`${what}[]`} fetchUrl={fetchUrl} multiple placeholder={`Find what belongs to ${territoryName}`} />
        </Field>
      </div>
      <SubmitButton look="secondary" pending="Putting in">
        {button}
      </SubmitButton>
    </ActionForm>
  );
}
