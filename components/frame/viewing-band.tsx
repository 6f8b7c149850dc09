import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";
import { StopViewing } from "./stop-viewing";

type Props = { name: string; by: string; reason: string; until: Date; /** Ends it and answers where to go on. */ stop: () => Promise<string> };

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

/** Stands round every page while somebody looks with another's eyes: an amber edge, words, and the way back. */
export function ViewingBand({ name, by, reason, until, stop }: Props) {
  return (
    <>
      <div aria-hidden="true" className="no-print pointer-events-none fixed inset-0 z-40 border-4 border-caution" />
      <section
        aria-label={t("Viewing as {name}", { name })}
        className="sticky top-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-1 border-b-2 border-caution bg-caution-wash px-5 pt-2 pb-1.5"
      >
        <p className="min-w-0 flex-1 basis-64 text-sm wrap-anywhere">
          <b className="font-[620]">{t("You see the portal as {name}. Nothing can be changed.", { name })}</b>{" "}
          <span className="text-ink-2">
            {rich("{by}, you see what both of you may read, until {time} UTC. {name} can see that you looked, and why: “{reason}”", { by, time: clock.format(until), name, reason })}
          </span>
        </p>
        <StopViewing stop={stop} />
      </section>
    </>
  );
}
