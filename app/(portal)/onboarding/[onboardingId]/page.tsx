import Link from "next/link";
import type { ReactNode } from "react";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { getOnboarding } from "@/lib/domain/onboarding/queries";
import type { OnboardingDetail } from "@/lib/domain/onboarding/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { NudgeButton } from "../nudge-button";
import { OnboardingStatus } from "../onboarding-status";
import { StepList } from "../step-list";

export const generateMetadata = () => ({ title: t("Onboarding") });

/** One person's first steps, the same for them and for whoever brings them on. */
export default async function OneOnboardingPage({ params }: PageProps<"/onboarding/[onboardingId]">) {
  const viewer = await requireViewer();
  const onboarding = await pageData(getOnboarding(viewer, idParam((await params).onboardingId)));
  const { name, userName, isMine, state, doneCount, stepCount, steps } = onboarding;
  return (
    <>
      <PageHeader
        title={isMine ? stepText(name) : `${stepText(name)}: ${userName}`}
        state={<OnboardingStatus state={state} />}
        back={can(viewer, "organizations.view") ? { href: paths.onboardings(), label: t("Onboarding") } : { href: paths.home(), label: t("Home##first page") }}
      >
        {onboarding.can.nudge && <NudgeButton onboarding={onboarding} />}
      </PageHeader>
      <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <Panel title={t("Steps")}>
          <div className="mb-2">
            <Progress label={t("Steps done")} done={doneCount} total={stepCount} />
          </div>
          <StepList steps={steps} />
        </Panel>
        <Panel title={t("About")}>
          <Facts facts={factsOf(viewer, onboarding)} />
        </Panel>
      </div>
    </>
  );
}

function factsOf(viewer: Viewer, { userId, userName, isMine, organizationId, organizationName, inviterName, createdAt, nudgedAt, nudgedByName }: OnboardingDetail) {
  const link = (href: string, text: ReactNode, isOpen: boolean) =>
    isOpen ? (
      <Link className="link" href={href} prefetch={false}>
        {text}
      </Link>
    ) : (
      text
    );
  return [
    { label: t("Person"), value: isMine ? t("You") : link(paths.user(userId), userName, can(viewer, "users.view")) },
    { label: t("Partner"), value: link(paths.organization(organizationId), organizationName, can(viewer, "organizations.view")) },
    { label: t("Invited by"), value: inviterName ?? "Portico" },
    { label: t("Begun"), value: <RelativeTime at={createdAt} /> },
    ...(nudgedAt
      ? [
          {
            label: t("Reminded"),
            value: nudgedByName ? rich("{when} by {name}", { when: <RelativeTime at={nudgedAt} />, name: nudgedByName }) : <RelativeTime at={nudgedAt} />,
          },
        ]
      : []),
  ];
}
