import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationDetail, StateImpact } from "@/lib/domain/organizations/rows";
import { t } from "@/lib/shared/language/text";
import { deactivateOrganizationAction, reactivateOrganizationAction } from "../actions";

const who = ({ people }: StateImpact) => (people === null ? t("Everybody in it") : t("{count, plural, one {# person} other {# people}}", { count: people }));
const below = ({ partners }: StateImpact, words: string) => (partners > 0 ? ` ${t("{count, plural, one {# partner} other {# partners}}", { count: partners })} below it ${partners === 1 ? "is" : "are"} ${words} with it.` : "");

/** Deactivates or reactivates a partner after saying what follows for its people. */
export function StateButton({ organization, impact }: { organization: OrganizationDetail; impact: StateImpact }) {
  const { id, name, status } = organization;
  const values = { organizationId: id };
  if (status === "deactivated") {
    return (
      <ConfirmButton
        confirm={t("Reactivate")}
        title={t("Reactivate {name}?", { name })}
        sentence={t("{who} may come back as they were.{below} Whoever is deactivated or expired themselves stays so, and access that has ended meanwhile stays ended.", { who: who(impact), below: below(impact, "active again") })}
        look="primary"
        action={reactivateOrganizationAction}
        values={values}
      />
    );
  }
  return (
    <ConfirmButton
      confirm={t("Deactivate")}
      title={t("Deactivate {name}?", { name })}
      sentence={t("{who} can do nothing from the next moment on, whatever they have open.{below} All keep their own state and access, and come back when {name} is reactivated. Customers stay as they are.", { who: who(impact), below: below(impact, "suspended"), name })}
      action={deactivateOrganizationAction}
      values={values}
    />
  );
}
