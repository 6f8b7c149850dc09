import "server-only";
import { randomUUID } from "node:crypto";
import { log } from "../platform/log";

/** Logs an error that is no Problem and answers the number by which it is found in the log; its text is for us alone. */
export function logBug(error: unknown): string {
  const id = randomUUID().slice(0, 8);
  log().error({ id, err: error }, "unexpected error");
  return id;
}
