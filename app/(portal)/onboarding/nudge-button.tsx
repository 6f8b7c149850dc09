import { ConfirmButton } from "@/components/form/confirm-button";
import type { ButtonSize } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { OnboardingDetail } from "@/lib/domain/onboarding/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { nudgeAction } from "./actions";

type Props = { onboarding: Pick<OnboardingDetail, "id" | "userId" | "userName" | "isInvited">; size?: ButtonSize };

/** Reminds a newcomer of their first steps, after asking. Whoever has not come in yet needs a fresh invitation instead. */
export function NudgeButton({ onboarding: { id, userId, userName, isInvited }, size }: Props) {
  const look = size ? { size } : {};
  if (isInvited) {
    return (
      <ButtonLink href={paths.user(userId)} {...look}>
        {t("See the invitation")}
      </ButtonLink>
    );
  }
  return (
    <ConfirmButton
      label={t("Remind")}
      title={t("Remind {userName}?", { userName })}
      sentence={t("The reminder goes out by mail and stands on their start page until the next step is done. At most one a day.")}
      confirm={t("Remind")}
      look="primary"
      action={nudgeAction}
      values={{ onboardingId: id }}
      {...look}
    />
  );
}
