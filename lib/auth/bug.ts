import "server-only";
import { randomUUID } from "node:crypto";
import { isHungUp, isOutage } from "../platform/db/outage";
import { log } from "../platform/log";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";

/** Logs an error that is no Problem and answers the number by which it is found in the log; its text is for us alone. */
export function logBug(error: unknown): string {
  const id = randomUUID().slice(0, 8);
  log().error({ id, err: error }, "unexpected error");
  return id;
}

/**
 * A failing database as a Problem that says so, and the same for a browser that went away, which reads no answer; null for every other
 * error. A write may have been kept even though its answer was lost.
 */
export function outageOf(error: unknown): Problem | null {
  if (isHungUp(error)) log().info("a browser went away before its request was read");
  else if (isOutage(error)) log().warn({ err: error }, "the database is not available");
  else return null;
  return new Problem("unavailable", t("The portal's database does not answer just now. Try again in a moment, and look first whether it was saved."));
}
