import "server-only";
import { now } from "../../platform/clock";
import { t } from "../../shared/language/text";

const day = 86_400_000;
const longest = 366 * day;

/** When a token with this last day is over. */
export const endOf = (lastDay: Date) => new Date(lastDay.getTime() + day);

/** For a token's last day that is over or more than a year away, by field. */
export function faultsOfLastDay({ lastDay }: { lastDay?: Date | null | undefined }): Partial<Record<"lastDay", string>> {
  if (!lastDay) return {};
  const end = endOf(lastDay);
  if (end <= now()) return { lastDay: t("Choose today or a later day.") };
  return end.getTime() > now().getTime() + longest ? { lastDay: t("Choose a day within one year.") } : {};
}
