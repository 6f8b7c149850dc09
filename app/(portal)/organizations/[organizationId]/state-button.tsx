import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationDetail, StateImpact } from "@/lib/domain/organizations/rows";
import { counted } from "@/lib/shared/numbers";
import { deactivateOrganizationAction, reactivateOrganizationAction } from "../actions";

/** "12 people and 3 partners below", as far as the viewer may see them. */
function who({ people, partners }: StateImpact): string {
  const parts = [people === null ? "everybody in it" : counted(people, "person", "people"), ...(partners > 0 ? [counted(partners, "partner") + " below"] : [])];
  return parts.join(" and ");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Deactivates or reactivates a partner after saying what follows for its people. */
export function StateButton({ organization, impact }: { organization: OrganizationDetail; impact: StateImpact }) {
  const { id, name, status } = organization;
  const values = { organizationId: id };
  if (status === "deactivated") {
    return (
      <ConfirmButton
        confirm="Reactivate"
        title={`Reactivate ${name}?`}
        sentence={`${capital(who(impact))} come back as they were. Whoever is deactivated or expired themselves stays so, and access that has ended meanwhile stays ended.`}
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
      sentence={`${capital(who(impact))} can do nothing from the next moment on, whatever they have open. They keep their own state and access, and come back when ${name} is reactivated. Customers stay as they are.`}
      action={deactivateOrganizationAction}
      values={values}
    />
  );
}
