import type { UserDetail } from "@/lib/domain/users/rows";
import { formatDate, isPast } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";

type Invited = Pick<UserDetail, "invitedUntil" | "inviter" | "organizationName"> & { can: Pick<UserDetail["can"], "invite"> };

/** Who invited a person that has not signed in, whether the link still works, and the next step where it does not. */
export function invitedSentence({ inviter, ...user }: Invited): string {
  const by = inviter === null ? t("Invited, but not signed in yet.") : t("Invited by {inviter}, but not signed in yet.", { inviter: inviter.name });
  const left = inviter?.hasLeft ? t("{inviter} has left: whoever makes a new link answers for the invitation from then on.", { inviter: inviter.name }) : "";
  return [by, linkSentence(user), left].filter(Boolean).join(" ");
}

function linkSentence({ invitedUntil, organizationName, can }: Omit<Invited, "inviter">): string {
  if (invitedUntil === null) {
    return can.invite ? t("There is no link: make one with “New invitation link”.") : t("There is no link: whoever may invite people at {organizationName} can make one.", { organizationName });
  }
  const when = formatDate(invitedUntil);
  if (!isPast(invitedUntil)) return t("The link works until {when}.", { when });
  return can.invite
    ? t("The link stopped working on {when}: send another with “New invitation link”.", { when })
    : t("The link stopped working on {when}: whoever may invite people at {organizationName} can send another.", { when, organizationName });
}
