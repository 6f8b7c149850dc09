import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { writable } from "@/components/written/written";

export type Tone = "ok" | "caution" | "danger" | "neutral" | "accent";

const text: Record<Tone, string> = {
  ok: "text-ink",
  caution: "text-caution",
  danger: "text-danger",
  neutral: "text-ink-2",
  accent: "text-accent",
};

/** Filled for well, ring for care, cross for loss, dash for asleep: told apart without colour. */
const marks: Record<Tone, ReactNode> = {
  ok: <circle cx="5" cy="5" r="3.5" fill="var(--ok)" />,
  accent: <circle cx="5" cy="5" r="3.5" fill="var(--accent)" />,
  caution: <circle cx="5" cy="5" r="3" fill="none" stroke="var(--caution)" strokeWidth="2" />,
  danger: <path d="m2 2 6 6M8 2 2 8" stroke="var(--danger)" strokeWidth="2" />,
  neutral: <path d="M1.5 5h7" stroke="var(--ink-3)" strokeWidth="2" />,
};

/** A state as a mark and a word: "Active", "Suspended". */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", text[tone])}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" className="flex-none">
        {marks[tone]}
      </svg>
      {children}
    </span>
  );
}

writable(Status);
