import { classNames } from "@/components/ui/class-names";
import { recordsInWords, type AccessPreview, type PreviewSum } from "@/lib/shared/access-preview";
import { msg, t } from "@/lib/shared/language/text";

type Props = { side: "gained" | "lost"; sums: PreviewSum[]; samples: AccessPreview["samples"]["gained"] };

const words = {
  gained: { title: msg("Gained"), people: msg("{count, plural, one {# person gains} other {# people gain}} on {records}:"), together: msg("{count, plural, other {# people gain}}, between them, on {records}:"), tone: "border-line" },
  lost: { title: msg("Lost"), people: msg("{count, plural, one {# person loses} other {# people lose}} on {records}:"), together: msg("{count, plural, other {# people lose}}, between them, on {records}:"), tone: "border-caution bg-caution-wash" },
};

/** The totals of one side: permissions that as many people gain on as many records stand in one sentence. */
export function AccessPreviewSums({ side, sums, samples }: Props) {
  if (sums.length === 0) return null;
  const { title, people: eachOn, together, tone } = words[side];
  const groups = Map.groupBy(sums, ({ people, isEach, ...records }) => `${people} ${isEach} ${recordsInWords(records)}`);
  return (
    <section className={classNames("rounded-md border px-3 py-2 text-sm", tone)}>
      <h3 className={classNames("font-[620]", side === "lost" && "text-caution")}>{t(title)}</h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {[...groups].map(([name, group]) => (
          <li key={name}>
            <b className="font-[560]">
              {t(group[0]!.isEach ? eachOn : together, { count: group[0]!.people, records: recordsInWords(group[0]!) })}
            </b>{" "}
            <Deeds deeds={group.map(({ deed }) => deed)} />
          </li>
        ))}
      </ul>
      {samples.length > 0 && <p className="mt-1.5 text-ink-2">{t("Among them: {names}", { names: samples.map(({ name }) => name).join(", ") })}</p>}
    </section>
  );
}

const shown = 6;

/** The first few deeds; a long rest is opened on demand, so that the people below stay in sight. */
function Deeds({ deeds }: { deeds: string[] }) {
  if (deeds.length <= shown + 2) return <>{deeds.join("; ")}.</>;
  const rest = deeds.slice(shown);
  return (
    <>
      {deeds.slice(0, shown).join("; ")}.
      <details className="mt-0.5">
        <summary className="w-fit min-h-6 cursor-pointer text-ink-2 underline">{t("{count} more##deeds", { count: rest.length })}</summary>
        <p className="mt-0.5">{rest.join("; ")}.</p>
      </details>
    </>
  );
}
