import type { ReactNode } from "react";

/** A page that cannot be shown: why, and how to go on. */
export function Apology({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex max-w-[60ch] flex-col items-start gap-3 py-4">
      <h1 className="text-xl font-[640] tracking-[-0.018em]">{title}</h1>
      {children}
    </div>
  );
}
