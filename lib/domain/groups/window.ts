import "server-only";
import { now } from "../../platform/clock";
import { endOfLastDay } from "../../shared/dates";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";

export type Window = { from: Date | null; until: Date | null };

type Days = { fromDay?: Date | null | undefined; lastDay?: Date | null | undefined };

/** For a time that is over, by field. */
export const faultsOfLastDay = ({ lastDay }: Days): Partial<Record<string, string>> =>
  lastDay && endOfLastDay(lastDay) <= now() ? { lastDay: t("Choose today or a later day.") } : {};

/** The time that a first and a last day span, the last one included. Throws `invalid` at `lastDay` for a time that is over. */
export function windowOf({ fromDay, lastDay }: Days): Window {
  const faults = faultsOfLastDay({ lastDay });
  if (faults.lastDay) throw invalid({ lastDay: faults.lastDay });
  return { from: fromDay ?? null, until: lastDay ? endOfLastDay(lastDay) : null };
}
