import type { ReactNode } from "react";

type Props = {
  title?: string;
  /** One sentence under the title. */
  sentence?: ReactNode;
  /** On the right of the title: links or small buttons. */
  actions?: ReactNode;
  /** Without inner space, for tables that reach the edges. */
  flush?: boolean;
  id?: string;
  children: ReactNode;
};

/** A framed part of a page. Panels are never put into panels. */
export function Panel({ title, sentence, actions, flush = false, id, children }: Props) {
  const heading = id ? `${id}-title` : undefined;
  return (
    <section
      data-panel
      id={id}
      aria-labelledby={title ? heading : undefined}
      className="min-w-0 rounded-lg border border-line bg-panel"
    >
      {(title || actions) && (
        <div className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-3.5">
          <div className="min-w-0 flex-1 basis-52">
            {title && (
              <h2 id={heading} className="text-base font-[620]">
                {title}
              </h2>
            )}
            {sentence && <p className="mt-0.5 max-w-[72ch] text-sm text-ink-2">{sentence}</p>}
          </div>
          {actions && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      <div className={flush ? "pt-3" : "px-4 py-3.5"}>{children}</div>
    </section>
  );
}
