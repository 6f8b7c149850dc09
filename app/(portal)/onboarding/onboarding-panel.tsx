import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import type { OnboardingDetail } from "@/lib/domain/onboarding/rows";
import { t } from "@/lib/shared/language/text";
import { stepText } from "@/lib/shared/ready-checklists";
import { NudgeButton } from "./nudge-button";
import { StepList } from "./step-list";

/** A checklist under way inside another page: the newcomer's start page, the partner's page, the person's page. */
export function OnboardingPanel({ onboarding, title }: { onboarding: OnboardingDetail; title?: string }) {
  const { id, name, doneCount, stepCount, steps, can } = onboarding;
  return (
    <Panel id={`onboarding-${id}`} title={title ?? stepText(name)} actions={can.nudge && <NudgeButton onboarding={onboarding} size="small" />}>
      <div className="mb-2">
        <Progress label={t("Steps done")} done={doneCount} total={stepCount} />
      </div>
      <StepList steps={steps} />
    </Panel>
  );
}
