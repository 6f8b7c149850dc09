import { endExpiredPeople, judgeIdlePeople } from "../../domain/lapsing/judging";
import { log } from "../../platform/log";
import type { Task } from "../task";

/** Once a day: accounts whose last day is over, and those that nobody has used for long. */
export const lapseAccounts: Task<"lapse-accounts"> = async () => {
  log().info({ expired: await endExpiredPeople(), idle: await judgeIdlePeople() }, "accounts that lapse");
};
