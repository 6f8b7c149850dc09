import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationDetail, StateImpact } from "@/lib/domain/organizations/rows";
import { counted } from "@/lib/shared/numbers";
import { deactivateOrganizationAction, reactivateOrganizationAction } from "../actions";

const who = ({ people }: StateImpact) => (people === null ? "Everybody in it" : counted(people, "person", "people"));
const below = ({ partners }: StateImpact, words: string) => (partners > 0 ? ` ${counted(partners, "partner")} below it ${partners === 1 ? "is" : "are"} ${words} with it.` : "");

/** Deactivates or reactivates a partner after saying what follows for its people. */
export function StateButton({ organization, impact }: { organization: OrganizationDetail; impact: StateImpact }) {
  const { id, name, status } = organization;
  const values = { organizationId: id };
  if (status === "deactivated") {
    return (
      <ConfirmButton
        confirm="Reactivate"
        title={`Reactivate ${name}?`}
        sentence={`${who(impact)} may come back as they were.${below(impact, "active again")} Whoever is deactivated or expired themselves stays so, and access that has ended meanwhile stays ended.`}
        look="primary"
        action={reactivateOrganizationAction}
        values={values}
      />
    );
  }
  return (
    <ConfirmButton
      confirm="Deactivate"
      title={`Deactivate ${name}?`}
      sentence={`${who(impact)} can do nothing from the next moment on, whatever they have open.${below(impact, "suspended")} All keep their own state and access, and come back when ${name} is reactivated. Customers stay as they are.`}
      action={deactivateOrganizationAction}
      values={values}
    />
  );
}
