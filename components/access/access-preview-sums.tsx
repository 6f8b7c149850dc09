import { classNames } from "@/components/ui/class-names";
import { recordsInWords, type AccessPreview, type PreviewSum } from "@/lib/shared/access-preview";
import { msg, t } from "@/lib/shared/language/text";
import { counted } from "@/lib/shared/numbers";

type Props = { side: "gained" | "lost"; sums: PreviewSum[]; samples: AccessPreview["samples"]["gained"] };

const words = {
  gained: { title: msg("Gained"), one: "person gains", many: "people gain", tone: "border-line" },
  lost: { title: msg("Lost"), one: "person loses", many: "people lose", tone: "border-caution bg-caution-wash" },
};

/** The totals of one side: permissions that as many people gain on as many records stand in one sentence. */
export function AccessPreviewSums({ side, sums, samples }: Props) {
  if (sums.length === 0) return null;
  const { title, one, many, tone } = words[side];
  const groups = Map.groupBy(sums, ({ people, ...records }) => `${people} ${recordsInWords(records)}`);
  return (
    <section className={classNames("rounded-md border px-3 py-2 text-sm", tone)}>
      <h3 className={classNames("font-[620]", side === "lost" && "text-caution")}>{title}</h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {[...groups].map(([name, group]) => (
          <li key={name}>
            <b className="font-[560]">
              {t("{count} on {recordsInWords}:", { count: counted(group[0]!.people, one, many), recordsInWords: recordsInWords(group[0]!) })}
            </b>{" "}
            {group.map(({ deed }) => deed).join("; ")}.
          </li>
        ))}
      </ul>
      {samples.length > 0 && <p className="mt-1.5 text-ink-2">{t("Among them: {value}.", { value: samples.map(({ name }) => name).join(", ") })}</p>}
    </section>
  );
}
