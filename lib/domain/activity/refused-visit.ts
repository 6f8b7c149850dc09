import "server-only";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { recordRefusal } from "./refusal";

const minute = 60_000;

/** What was refused lately: session, permission and record, to when it was logged. */
const holder = globalThis as typeof globalThis & { porticoRefusedVisits?: Map<string, number> };
const lately = () => (holder.porticoRefusedVisits ??= new Map());

/** Forgets what is over; the oldest stand first. */
function sweep(moment: number): void {
  for (const [name, at] of lately()) {
    if (moment - at < minute) return;
    lately().delete(name);
  }
}

/**
 * Writes the refusal of a page into the log: once a minute for the same session, permission and record, so that reloading does not fill
 * it. The minute is this server process's own.
 */
export async function recordRefusedVisit(viewer: Viewer, permission: string, record: Record<string, number>): Promise<void> {
  const moment = now().getTime();
  sweep(moment);
  const name = `${viewer.session ?? `user ${viewer.facts.userId}`} ${permission} ${JSON.stringify(record)}`;
  if (lately().has(name)) return;
  lately().set(name, moment);
  try {
    await recordRefusal(viewer, permission, record);
  } catch (error) {
    lately().delete(name); // what is not in the log yet is logged by the next visit
    throw error;
  }
}
