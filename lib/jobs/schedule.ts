import type { JobName, Jobs } from "../platform/jobs";

type WithoutPayload = { [Name in JobName]: Jobs[Name] extends Record<string, never> ? Name : never }[JobName];

/** What is done at set times (minute, hour, day, month, weekday in UTC), once whatever the number of servers. */
export const schedule: readonly { job: WithoutPayload; match: string }[] = [
  { job: "tidy-mails", match: "*/10 * * * *" },
  { job: "settle-steps", match: "* * * * *" },
  { job: "lapse-accounts", match: "20 3 * * *" },
];
