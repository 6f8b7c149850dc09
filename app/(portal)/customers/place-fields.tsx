import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";

type Choice = { value: string; label: string };
export type Place = { organization?: Choice; territory?: Choice; manager?: Choice };

/** Who owns the customer, where it lies, and who looks after it. */
export function PlaceFields({ organization, territory, manager }: Place) {
  return (
    <>
      <Field name="organizationId" label="Partner" help="The organization that owns the customer.">
        <Combobox fetchUrl="/api/lookup/organizations" defaultValue={organization} />
      </Field>
      <Field name="territoryId" label="Territory" optional help="A customer without one is in none, whatever its partner's.">
        <Combobox fetchUrl="/api/lookup/territories" defaultValue={territory} />
      </Field>
      <Field name="accountManagerId" label="Account manager" optional help="A person of the partner or of one above it.">
        <Combobox fetchUrl="/api/lookup/users" defaultValue={manager} />
      </Field>
    </>
  );
}
