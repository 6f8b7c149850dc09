import { settleSteps as settle } from "../../domain/onboarding/facts";
import type { Task } from "../task";

/** First steps that are done by themselves; whoever opens a checklist has them at once. */
export const settleSteps: Task<"settle-steps"> = async () => {
  await settle(null);
};
