import { renewAsked } from "../../domain/invitations/asking-again";
import type { Task } from "../task";

export const renewInvitation: Task<"renew-invitation"> = (asked) => renewAsked(asked);
