import type { JobName } from "../platform/jobs";
import type { Task } from "./task";
import { settleSteps } from "./tasks/settle-steps";
import { mailNewPasswordLink } from "./tasks/mail-new-password-link";
import { renewInvitation } from "./tasks/renew-invitation";
import { lapseAccounts } from "./tasks/lapse-accounts";
import { sendMail } from "./tasks/send-mail";
import { tellAccess } from "./tasks/tell-access";
import { tidyMails } from "./tasks/tidy-mails";

/** Every task under the name of its job. */
export const tasks: { [Name in JobName]: Task<Name> } = {
  "mail-new-password-link": mailNewPasswordLink,
  "renew-invitation": renewInvitation,
  "send-mail": sendMail,
  "tell-access": tellAccess,
  "tidy-mails": tidyMails,
  "settle-steps": settleSteps,
  "lapse-accounts": lapseAccounts,
};
