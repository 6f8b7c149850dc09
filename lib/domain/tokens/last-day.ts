import "server-only";
import { now } from "../../platform/clock";
import { endOfLastDay } from "../../shared/dates";
import { t } from "../../shared/language/text";

const day = 86_400_000;
const longest = 366 * day;

/** For a token's last day that is over or more than a year away, by field. */
export function faultsOfTokenEnd({ lastDay }: { lastDay?: Date | null | undefined }): Partial<Record<"lastDay", string>> {
  if (!lastDay) return {};
  const end = endOfLastDay(lastDay);
  if (end <= now()) return { lastDay: t("Choose today or a later day.") };
  return end.getTime() > now().getTime() + longest ? { lastDay: t("Choose a day within one year.") } : {};
}
