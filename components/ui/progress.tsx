import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";

/** Work that can be counted: "Importing: 340 of 1,200". */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const words = t("{done} of {total}", { done: formatCount(done), total: formatCount(total) });
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex justify-between gap-3 text-sm">
        <span>{label}</span>
        <span className="text-ink-2">{words}</span>
      </div>
      <progress className="bar" value={done} max={Math.max(total, 1)} aria-label={label}>
        {words}
      </progress>
    </div>
  );
}
