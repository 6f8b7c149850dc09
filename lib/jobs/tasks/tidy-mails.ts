import { tidyMails as tidy } from "../../domain/mail/tidy";
import type { Task } from "../task";

export const tidyMails: Task<"tidy-mails"> = () => tidy();
