import type { ReactNode } from "react";
import { writable } from "@/components/written/written";
import { classNames } from "./class-names";
import type { Tone } from "./status";

const tones: Record<Tone, string> = {
  ok: "border-line-2 text-ok",
  caution: "border-transparent bg-caution-wash text-caution",
  danger: "border-transparent bg-danger-wash text-danger",
  neutral: "border-line-2 text-ink-2",
  accent: "border-transparent bg-accent-wash text-accent",
};

/** A short label beside a name: "Template", "Expired". */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center rounded-sm border px-1.5 text-2xs leading-[18px] font-[560] whitespace-nowrap",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

writable(Badge);
