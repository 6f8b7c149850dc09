import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { deedOf, recordNameInWords, refusedDeed } from "@/lib/domain/activity/words";
import type { OwnDeed } from "@/lib/domain/home/own";
import type { OnboardingDetail } from "@/lib/domain/onboarding/rows";
import type { TaskRow } from "@/lib/domain/tasks/rows";
import { formatDate } from "@/lib/shared/dates";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import type { Total } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { OnboardingPanel } from "./onboarding/onboarding-panel";
import { TaskStatus } from "./tasks/task-status";

const isNewer = (nudgedAt: Date, steps: OnboardingDetail["steps"]) => steps.every(({ doneAt }) => doneAt === null || doneAt < nudgedAt);

/** The reader's first steps. A reminder stands above them until the next step is done. */
export function NextSteps({ onboardings }: { onboardings: OnboardingDetail[] }) {
  return onboardings.map((onboarding) => {
    const { id, name, nudgedAt, nudgedByName, steps } = onboarding;
    return (
      <div key={id} className="flex flex-col gap-3">
        {nudgedAt && isNewer(nudgedAt, steps) && (
          <Notice tone="caution" title={t("{nudgedByName} reminds you of your next steps.", { nudgedByName: nudgedByName ?? t("Somebody") })}>
            <RelativeTime at={nudgedAt} />
          </Notice>
        )}
        <OnboardingPanel onboarding={onboarding} title={t("Next steps: {name}", { name: stepText(name) })} />
      </div>
    );
  });
}

/** What the reader is to do, the next day first. */
export function MyTasks({ tasks, total }: { tasks: TaskRow[]; total: Total }) {
  return (
    <Panel
      title={t("My tasks")}
      id="my-tasks"
      actions={
        total.count > tasks.length && (
          <ButtonLink href={paths.tasks()} size="small">
            {t("All {openTasks}", { openTasks: countedTotal(total, msg("{count, plural, =0 {no open tasks} one {# open task} other {# open tasks}}")) })}
          </ButtonLink>
        )
      }
    >
      {tasks.length === 0 ? (
        <p className="text-sm text-ink-2">{t("Nothing to do. What others ask you to do will stand here.")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {tasks.map(({ id, title, dueOn, isOverdue, customerName, organizationName }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2 text-sm first:pt-0 last:pb-0">
              <Link className="link min-w-0 flex-1 basis-52 font-[560] wrap-anywhere" href={paths.task(id)} prefetch={false}>
                {stepText(title)}
              </Link>
              <span className="text-ink-2">{customerName ?? organizationName}</span>
              <span className="flex gap-3">
                {isOverdue && <TaskStatus status="open" isOverdue />}
                <span className="text-ink-2">{dueOn ? formatDate(dueOn) : t("no day")}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What the reader did last. */
export function MyDeeds({ deeds }: { deeds: OwnDeed[] }) {
  if (deeds.length === 0) return null;
  return (
    <Panel title={t("What you did last")} id="my-deeds">
      <ul className="divide-y divide-line">
        {deeds.map(({ id, at, action, outcome, ...about }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-1.5 text-sm first:pt-0 last:pb-0">
            <span className="min-w-0 flex-1 basis-52 wrap-anywhere">
              {outcome === "refused" ? t("Refused: {what}", { what: refusedDeed(action) }) : deedOf(action)}
              {about.recordName && `: ${recordNameInWords(about)}`}
            </span>
            <span className="text-ink-2">
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
