import { mailPasswordLink } from "../../domain/links/mail-password-link";
import type { Task } from "../task";

export const mailNewPasswordLink: Task<"mail-new-password-link"> = (asked) => mailPasswordLink(asked);
