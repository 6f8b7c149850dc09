"use client";

import { useOwnSettings } from "@/components/frame/own-settings";
import { formatDateTime, relativeTime } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { writable } from "@/components/written/written";

/** "2 h ago" with the exact time as its title, in the person's own time zone unless another is given; nothing while it is on its way. */
export function RelativeTime({ at, zone }: { at: Date | string | null | undefined; zone?: string }) {
  const own = useOwnSettings().zone;
  if (at === undefined) return null;
  if (at === null) return <span className="text-ink-3">{t("never")}</span>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={`${formatDateTime(date, zone ?? own)} ${zone ?? own}`} suppressHydrationWarning>
      {relativeTime(date, zone ?? own)}
    </time>
  );
}

/** "31 Dec 2026, 14:05 Europe/Oslo", in the person's own time zone. */
export function DateTime({ at }: { at: Date | string }) {
  const { zone } = useOwnSettings();
  return (
    <time dateTime={new Date(at).toISOString()} suppressHydrationWarning>
      {formatDateTime(at, zone)} {zone}
    </time>
  );
}

writable(RelativeTime, DateTime);
