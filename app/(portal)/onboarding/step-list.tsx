import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { rich } from "@/components/ui/rich";
import { Status } from "@/components/ui/status";
import type { Step } from "@/lib/domain/onboarding/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { completeTaskAction } from "../tasks/actions";

/** The steps of a checklist: what, who, until when, and whether it is done. Both sides see the same. */
export function StepList({ steps }: { steps: Step[] }) {
  return (
    <ol className="divide-y divide-line">
      {steps.map((step) => (
        <li key={step.taskId} className="flex flex-wrap items-start gap-x-4 gap-y-1.5 py-2.5 text-sm">
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-[560] wrap-anywhere">
              {step.mayOpen ? (
                <Link className="link" href={paths.task(step.taskId)} prefetch={false}>
                  {stepText(step.title)}
                </Link>
              ) : (
                stepText(step.title)
              )}
            </p>
            {step.help && step.status === "open" && <p className="mt-0.5 max-w-[60ch] text-ink-2">{stepText(step.help)}</p>}
            <p className="mt-0.5 text-ink-2">
              {whoAndWhen(step)}
            </p>
          </div>
          <div className="flex items-center gap-3">
            <StepState step={step} />
            {step.mayFinish && !step.fact && <Finish taskId={step.taskId} title={stepText(step.title)} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function whoAndWhen({ isMine, assigneeName, status, dueOn, fact }: Step): string {
  const who = isMine ? t("You") : assigneeName;
  if (status !== "open") return who;
  if (!dueOn) return fact ? t("{who}, ticked off by itself", { who }) : who;
  const day = formatDate(dueOn);
  return fact ? t("{who}, until {day}, ticked off by itself", { who, day }) : t("{who}, until {day}", { who, day });
}

function StepState({ step }: { step: Step }) {
  if (step.status === "done") return <Status tone="ok">{t("Done")}</Status>;
  return step.isOverdue ? <Status tone="caution">{t("Overdue")}</Status> : <Status tone="accent">{t("Open##state")}</Status>;
}

function Finish({ taskId, title }: { taskId: number; title: string }) {
  return (
    <ActionForm kind="inline" action={completeTaskAction}>
      <input type="hidden" name="taskId" value={taskId} />
      <SubmitButton look="secondary" size="small" pending={t("Saving …")}>
        {rich("Done<span>: {title}</span>", { title, span: (text) => <span className="sr-only">{text}</span> })}
      </SubmitButton>
    </ActionForm>
  );
}
