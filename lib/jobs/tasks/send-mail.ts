import { deliverMail } from "../../domain/mail/deliver";
import type { Task } from "../task";

export const sendMail: Task<"send-mail"> = ({ mailId }, { signal }) => deliverMail(mailId, { signal });
