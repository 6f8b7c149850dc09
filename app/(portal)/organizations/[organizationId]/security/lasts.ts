import { counted } from "@/lib/shared/numbers";

/** Minutes in words: 90 is "90 minutes", 1440 is "1 day". */
export function lastsOf(minutes: number): string {
  if (minutes % 1440 === 0) return counted(minutes / 1440, "day");
  return minutes % 60 === 0 ? counted(minutes / 60, "hour") : counted(minutes, "minute");
}
