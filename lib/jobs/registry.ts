import type { JobName } from "../platform/jobs";
import type { Task } from "./task";
import { settleSteps } from "./tasks/settle-steps";
import { mailNewPasswordLink } from "./tasks/mail-new-password-link";
import { sendMail } from "./tasks/send-mail";
import { tidyMails } from "./tasks/tidy-mails";

/** Every task under the name of its job. */
export const tasks: { [Name in JobName]: Task<Name> } = {
  "mail-new-password-link": mailNewPasswordLink,
  "send-mail": sendMail,
  "tidy-mails": tidyMails,
  "settle-steps": settleSteps,
};
