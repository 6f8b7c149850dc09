import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/panel";
import type { IdlePolicy } from "@/lib/domain/lapsing/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

function ruleWords({ idleDays, idleWarningDays, above }: IdlePolicy): string {
  const strictest = [idleDays, above?.idleDays].filter((days) => days !== null && days !== undefined);
  if (strictest.length === 0) return t("Accounts that nobody uses stay.");
  const days = Math.min(...strictest);
  return idleDays === days ? t("Deactivated after {days} days without a sign-in, with a mail {idleWarningDays} days before.", { days, idleWarningDays }) : t("Deactivated after {days} days without a sign-in, as {name} says.", { days, name: above!.name });
}

/** What becomes of accounts that nobody uses. */
export const IdlePanel = ({ policy }: { policy: IdlePolicy }) => (
  <Panel
    title={t("Idle accounts")}
    actions={
      policy.canEdit && (
        <ButtonLink href={paths.organizationIdle(policy.organizationId)} size="small">
          {t("Change")}
        </ButtonLink>
      )
    }
  >
    <p className="text-sm">{ruleWords(policy)}</p>
  </Panel>
);
