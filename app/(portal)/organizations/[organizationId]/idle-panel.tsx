import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/panel";
import type { IdlePolicy } from "@/lib/domain/lapsing/queries";
import { paths } from "@/lib/shared/paths";

function ruleWords({ idleDays, idleWarningDays, above }: IdlePolicy): string {
  const strictest = [idleDays, above?.idleDays].filter((days) => days !== null && days !== undefined);
  if (strictest.length === 0) return "Accounts that nobody uses stay.";
  const days = Math.min(...strictest);
  return idleDays === days ? `Deactivated after ${days} days without a sign-in, with a mail ${idleWarningDays} days before.` : `Deactivated after ${days} days without a sign-in, as ${above!.name} says.`;
}

/** What becomes of accounts that nobody uses. */
export const IdlePanel = ({ policy }: { policy: IdlePolicy }) => (
  <Panel
    title="Idle accounts"
    actions={
      policy.canEdit && (
        <ButtonLink href={paths.organizationIdle(policy.organizationId)} size="small">
          Change
        </ButtonLink>
      )
    }
  >
    <p className="text-sm">{ruleWords(policy)}</p>
  </Panel>
);
