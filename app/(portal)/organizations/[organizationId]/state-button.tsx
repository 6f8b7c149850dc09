import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationDetail, StateImpact } from "@/lib/domain/organizations/rows";
import { t } from "@/lib/shared/language/text";
import { deactivateOrganizationAction, reactivateOrganizationAction } from "../actions";

function deactivation({ people, partners }: StateImpact, name: string): string {
  return [
    people === null
      ? t("Everybody in it can do nothing from the next moment on, whatever they have open.")
      : t("{people, plural, =0 {Nobody is kept out by it now; whoever comes later is.} one {# person can do nothing from the next moment on, whatever they have open.} other {# people can do nothing from the next moment on, whatever they have open.}}", { people }),
    ...(partners > 0 ? [t("{partners, plural, one {# partner below it is} other {# partners below it are}} suspended with it.", { partners })] : []),
    t("All keep their own state and access, and come back when {name} is reactivated. Customers stay as they are.", { name }),
  ].join(" ");
}

function reactivation({ people, partners }: StateImpact): string {
  return [
    people === null ? t("Everybody in it may come back as they were.") : t("{people, plural, =0 {Nobody comes back by it.} one {# person may come back as they were.} other {# people may come back as they were.}}", { people }),
    ...(partners > 0 ? [t("{partners, plural, one {# partner below it is} other {# partners below it are}} active again with it.", { partners })] : []),
    t("Whoever is deactivated or expired themselves stays so, and access that has ended meanwhile stays ended."),
  ].join(" ");
}

/** Deactivates or reactivates a partner after saying what follows for its people. */
export function StateButton({ organization, impact }: { organization: OrganizationDetail; impact: StateImpact }) {
  const { id, name, status } = organization;
  const values = { organizationId: id };
  if (status === "deactivated") {
    return (
      <ConfirmButton
        confirm={t("Reactivate")}
        title={t("Reactivate {name}?", { name })}
        sentence={reactivation(impact)}
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
      sentence={deactivation(impact, name)}
      action={deactivateOrganizationAction}
      values={values}
    />
  );
}
