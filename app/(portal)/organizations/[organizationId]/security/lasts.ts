import { t } from "@/lib/shared/language/text";

/** Minutes in words: 90 is "90 minutes", 1440 is "1 day". */
export function lastsOf(minutes: number): string {
  if (minutes % 1440 === 0) return t("{count, plural, one {# day} other {# days}}", { count: minutes / 1440 });
  return minutes % 60 === 0 ? t("{count, plural, one {# hour} other {# hours}}", { count: minutes / 60 }) : t("{count, plural, one {# minute} other {# minutes}}", { count: minutes });
}

/** The same to stand inside a sentence: "after 90 minutes". */
export function afterOf(minutes: number): string {
  if (minutes % 1440 === 0) return t("after {count, plural, one {# day} other {# days}}", { count: minutes / 1440 });
  return minutes % 60 === 0 ? t("after {count, plural, one {# hour} other {# hours}}", { count: minutes / 60 }) : t("after {count, plural, one {# minute} other {# minutes}}", { count: minutes });
}
