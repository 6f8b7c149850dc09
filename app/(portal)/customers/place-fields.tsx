import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { t } from "@/lib/shared/language/text";

type Choice = { value: string; label: string };
export type Place = { organization?: Choice; territory?: Choice; manager?: Choice };
type Props = Place & {
  /** What the partner is chosen for: one may create, or reassign, customers there. */
  purpose: "customer" | "reassign";
  /** Which records the person may choose among; the rest stands as text. */
  choices: { organization: boolean; territory: boolean; manager: boolean };
};

/** An emptied picker sends nothing; this says that nothing was chosen. */
const Emptied = ({ name }: { name: string }) => <input type="hidden" name={name} value="" />;

/** Who owns the customer, where it lies, and who looks after it. */
export function PlaceFields({ organization, territory, manager, purpose, choices }: Props) {
  return (
    <>
      {choices.organization ? (
        <Field name="organizationId" label={t("Partner")} help={t("The organization that owns the customer.")} required>
          <Combobox fetchUrl={`/api/lookup/organizations?for=${purpose}`} defaultValue={organization} />
        </Field>
      ) : (
        <>
          <Facts facts={[{ label: t("Partner"), value: organization?.label }]} />
          {organization && <input type="hidden" name="organizationId" value={organization.value} />}
        </>
      )}
      {choices.territory && (
        <Field name="territoryId" label={t("Territory")} optional help={t("A customer without one is in none, whatever its partner's.")}>
          <Emptied name="territoryId" />
          <Combobox fetchUrl="/api/lookup/territories" defaultValue={territory} />
        </Field>
      )}
      {choices.manager && (
        <Field name="accountManagerId" label={t("Account manager")} optional help={t("A person of the partner or of one above it.")}>
          <Emptied name="accountManagerId" />
          <Combobox fetchUrl="/api/lookup/users" defaultValue={manager} />
        </Field>
      )}
    </>
  );
}
