import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type NoticeTone = "info" | "caution" | "danger";

const tones: Record<NoticeTone, string> = {
  info: "border-accent/30 bg-accent-wash",
  caution: "border-caution/35 bg-caution-wash",
  danger: "border-danger/35 bg-danger-wash",
};

const marks: Record<NoticeTone, ReactNode> = {
  info: <path d="M8 7.5v4M8 4.5v1" />,
  caution: <path d="M8 4.5v4.5M8 11v1" />,
  danger: <path d="m5.5 5.5 5 5m0-5-5 5" />,
};

/** A message in the page. `announce` reads it aloud when it appears after the page was loaded. */
export function Notice({
  tone = "info",
  title,
  announce = false,
  children,
}: {
  tone?: NoticeTone;
  title?: string;
  announce?: boolean;
  children?: ReactNode;
}) {
  const role = announce ? (tone === "danger" ? "alert" : "status") : undefined;
  return (
    <div role={role} className={classNames("flex gap-2.5 rounded-md border px-3 py-2.5 text-sm", tones[tone])}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
        className={classNames(
          "mt-0.5 flex-none",
          { info: "text-accent", caution: "text-caution", danger: "text-danger" }[tone],
        )}
      >
        <circle cx="8" cy="8" r="6.8" />
        {marks[tone]}
      </svg>
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title && <p className="font-[560]">{title}</p>}
        {children}
      </div>
    </div>
  );
}
