import Link from "next/link";
import { t } from "@/lib/shared/language/text";
import type { Total } from "@/lib/shared/page";
import { formatCount } from "@/lib/shared/numbers";

export type Figure = { label: string; total: Total; href: string };

/** Key figures, each of which opens the list behind it. */
export function Figures({ figures }: { figures: Figure[] }) {
  if (figures.length === 0) return null;
  return (
    <ul aria-label={t("Key figures")} className="mb-4 flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
      {figures.map(({ label, total: { count, exact }, href }) => (
        <li key={label} className="flex flex-1 basis-32 bg-panel">
          <Link href={href} prefetch={false} className="flex-1 px-4 py-3 no-underline -outline-offset-2 hover:bg-sunken">
            <span className="block text-xl font-[640] tracking-[-0.018em]">
              {exact ? formatCount(count) : t("over {count, number}", { count })}
            </span>
            <span className="block text-sm text-ink-2">{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
