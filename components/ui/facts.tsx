import type { ReactNode } from "react";
import { t } from "@/lib/shared/language/text";

export type Fact = { label: string; value: ReactNode };

/** Facts of a record as label and value; an empty value reads "none". `columns` lays them side by side where there is room. */
export function Facts({ facts, columns = 1 }: { facts: Fact[]; columns?: 1 | 2 | 3 }) {
  const wide = { 1: "", 2: "md:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" }[columns];
  return (
    <dl className={`grid grid-cols-1 gap-x-8 gap-y-2.5 ${wide}`}>
      {facts.map(({ label, value }) => (
        <div key={label} className="min-w-0 sm:grid sm:grid-cols-[minmax(110px,34%)_1fr] sm:gap-3">
          <dt className="text-sm text-ink-2">{label}</dt>
          <dd className="min-w-0 text-sm wrap-anywhere">
            {value === null || value === undefined || value === "" ? <span className="text-ink-3">{t("none")}</span> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
