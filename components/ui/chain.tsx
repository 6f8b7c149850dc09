import type { ReactNode } from "react";

/** The steps of an explanation, one below the other: group, role, scope, time. Put names into <b>. */
export function Chain({ steps }: { steps: ReactNode[] }) {
  return (
    <ol className="flex min-w-0 flex-col">
      {steps.map((step, index) => (
        <li
          key={index}
          className="relative border-s border-line-2 pb-2.5 ps-4 text-sm text-ink-2 last:border-transparent last:pb-0 [&_b]:text-ink"
        >
          <span aria-hidden="true" className="absolute top-1.5 -start-1 size-[7px] rounded-full bg-accent" />
          {step}
        </li>
      ))}
    </ol>
  );
}
