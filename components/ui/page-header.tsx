import type { ReactNode } from "react";
import { writtenInside } from "@/components/written/written";
import { AppLink } from "./app-link";

type Props = {
  title: string;
  /** What the reader is looking at and how many, as a sentence. */
  sentence?: ReactNode;
  /** Beside the title: a Status or Badge. */
  state?: ReactNode;
  /** The page above, for detail and edit pages. */
  back?: { href: string; label: string };
  /** Actions, the primary one last. */
  children?: ReactNode;
};

/** The top of a page: what it is, in which state, and what can be done. */
export function PageHeader({ title, sentence, state, back, children }: Props) {
  const parts = (
    <>
      <div className="min-w-0 flex-1 basis-72">
        {back && (
          <p className="mb-1 text-xs">
            <AppLink className="link inline-block py-1 wrap-anywhere" href={back.href}>
              {back.label}
            </AppLink>
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-[640] tracking-[-0.018em] wrap-anywhere">{title}</h1>
          {state}
        </div>
        {sentence && <p className="mt-1 max-w-[72ch] text-ink-2">{sentence}</p>}
      </div>
      {children && <div className="no-print flex flex-wrap gap-2">{children}</div>}
    </>
  );
  return <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3" {...writtenInside(parts)} />;
}
