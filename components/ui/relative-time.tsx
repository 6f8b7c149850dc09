import { formatDateTime, relativeTime } from "@/lib/shared/dates";

/** "2 h ago" with the exact time as its title. Text and title are made where it is first rendered. */
export function RelativeTime({ at, zone = "UTC" }: { at: Date | string | null; zone?: string }) {
  if (at === null) return <span className="text-ink-3">never</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={`${formatDateTime(at, zone)} ${zone}`} suppressHydrationWarning>
      {relativeTime(at, zone)}
    </time>
  );
}
