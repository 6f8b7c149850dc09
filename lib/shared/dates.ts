import { msg, t } from "./language/text";

const months = [
  msg("Jan"), msg("Feb"), msg("Mar"), msg("Apr"), msg("May"), msg("Jun"), msg("Jul"), msg("Aug"), msg("Sep"), msg("Oct"), msg("Nov"), msg("Dec"),
];
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Moment = Date | string | number;
type Parts = { year: number; month: number; day: number; hour: number; minute: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Month names are our own, not the runtime's, so that server and browser write the same text. */
function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-GB", { ...numeric, hourCycle: "h23", timeZone: zone });
  formatters.set(zone, made);
  return made;
}

const dateOf = (moment: Moment): Date => (moment instanceof Date ? moment : new Date(moment));

function partsOf(moment: Moment, zone: string): Parts | null {
  const date = dateOf(moment);
  if (Number.isNaN(date.getTime())) return null;
  if (zone === "UTC") return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes() };
  const found = formatter(zone).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(found.find((entry) => entry.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

const two = (value: number) => String(value).padStart(2, "0");

const dayOf = ({ day, month, year }: Parts) => t("{day} {month} {year}", { day: String(day), month: t(months[month - 1]!), year: String(year) });

/** A moment as a date in the person's zone, "31 Dec 2026"; null and broken moments are "". */
export function formatDate(moment: Moment | null | undefined, zone = "UTC"): string {
  const parts = moment === null || moment === undefined ? null : partsOf(moment, zone);
  return parts ? dayOf(parts) : "";
}

/** A moment as date and time in the person's zone, "31 Dec 2026, 14:05". */
export function formatDateTime(moment: Moment | null | undefined, zone = "UTC"): string {
  const parts = moment === null || moment === undefined ? null : partsOf(moment, zone);
  return parts ? `${dayOf(parts)}, ${two(parts.hour)}:${two(parts.minute)}` : "";
}

/** The day of a moment in the person's zone as a date input wants it, "2026-12-31". */
export function toDateInput(moment: Moment | null | undefined, zone = "UTC"): string {
  const parts = moment === null || moment === undefined ? null : partsOf(moment, zone);
  return parts ? `${parts.year}-${two(parts.month)}-${two(parts.day)}` : "";
}

/** The moment at which a day, "2026-12-31", begins in the person's zone, or the day `later` days after it; null for what is no day. */
export function startOfDay(text: string, zone = "UTC", later = 0): Date | null {
  const wanted = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) + later * day : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  // The clock there is looked at twice: between the first guess and the moment itself it may be put forward or back.
  const guess = wanted - aheadBy(wanted, zone);
  return new Date(wanted - aheadBy(guess, zone));
}

/** How far the clock of a zone is ahead of UTC's at a moment. */
function aheadBy(moment: number, zone: string): number {
  const parts = partsOf(moment, zone)!;
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) - Math.floor(moment / minute) * minute;
}

function distance(size: number): string {
  if (size < hour) return t("{count} min", { count: Math.floor(size / minute) });
  if (size < day) return t("{count} h", { count: Math.floor(size / hour) });
  return t("{count} d", { count: Math.floor(size / day) });
}

const isNextDay = (date: Date, now: Date, zone: string) =>
  toDateInput(date, zone) === toDateInput(now.getTime() + Math.sign(date.getTime() - now.getTime()) * day, zone);

function near(date: Date, now: Date, zone: string): string {
  const away = date.getTime() - now.getTime();
  const size = Math.abs(away);
  if (size < minute) return t("just now");
  if (size > 12 * hour && isNextDay(date, now, zone)) return away < 0 ? t("yesterday") : t("tomorrow");
  return away < 0 ? t("{time} ago", { time: distance(size) }) : t("in {time}", { time: distance(size) });
}

/** How long ago, or in how long: "just now", "5 min ago", "in 3 h", "yesterday"; beyond a week the date. */
export function relativeTime(moment: Moment | null | undefined, zone = "UTC", now: Moment = Date.now()): string {
  const [date, present] = [dateOf(moment ?? Number.NaN), dateOf(now)];
  if (Number.isNaN(date.getTime())) return "";
  const away = Math.abs(date.getTime() - present.getTime());
  return away > 7 * day ? formatDate(date, zone) : near(date, present, zone);
}

/** True when the moment has come. */
export const isPast = (moment: Moment, now: Moment = Date.now()) => new Date(moment).getTime() <= new Date(now).getTime();

/** When something with this last day is over: as soon as the day is. */
export const endOfLastDay = (lastDay: Date): Date => new Date(lastDay.getTime() + day);
