import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/panel";
import { permissions } from "@/lib/access/permissions";
import type { OrganizationDetail } from "@/lib/domain/organizations/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** Which permissions people of the partner may ever use. */
export function LimitPanel({ organization }: { organization: OrganizationDetail }) {
  const { guardrail, can, id } = organization;
  const listed = permissions.filter(({ key }) => guardrail?.includes(key));
  const actions = can.editGuardrail ? (
    <ButtonLink href={paths.organizationLimit(id)} size="small">
      {t("Change limit")}
    </ButtonLink>
  ) : null;
  return (
    <Panel title={t("Limit")} id="limit" sentence={t("What people here and below may ever use, whatever they are given.")} actions={actions}>
      {guardrail === null ? (
        <p className="text-sm">{t("No limit of its own. Limits of partners above apply as well.")}</p>
      ) : (
        <>
          <p className="text-sm">{listed.length === 0 ? t("Nothing at all.") : t("Only {count, plural, one {# permission} other {# permissions}}, with what comes with them:", { count: listed.length })}</p>
          <ul className="mt-1 list-disc ps-5 text-sm text-ink-2">
            {listed.map(({ key, sentence }) => (
              <li key={key}>{t(sentence)}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
