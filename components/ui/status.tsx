import type { ReactNode } from "react";
import { writable } from "@/components/written/written";

export type Tone = "ok" | "caution" | "danger" | "neutral" | "accent";

/**
 * A state as a mark and a word: "Active", "Suspended". The mark is the style sheet's (controls.css), so that a list of fifty does not send
 * it fifty times.
 */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="status" data-tone={tone}>
      {children}
    </span>
  );
}

writable(Status);
