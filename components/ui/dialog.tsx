"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";
import { t } from "@/lib/shared/language/text";
import { CloseMark } from "./marks";
import { popupClass } from "./popup";

type Props = {
  title: string;
  sentence?: ReactNode;
  /** The button that opens it; without one the caller holds `open`. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  wide?: boolean;
  /** What it shows is shown this once: neither Escape nor a press elsewhere closes it, only a button inside. */
  held?: boolean;
  children: ReactNode;
};

/** A part that must be finished or closed before going on. Focus goes in and comes back by itself. */
export function Dialog({ title, sentence, trigger, open, onOpenChange, wide = false, held = false, children }: Props) {
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={held}
      onOpenChange={(isOpen, change) => {
        if (held && change.reason === "escape-key") change.cancel();
        else onOpenChange?.(isOpen);
      }}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Base.Popup
          className={`${popupClass} fixed top-[10dvh] left-1/2 z-50 max-h-[82dvh] w-[calc(100vw-24px)] -translate-x-1/2 overflow-y-auto px-5 py-4 ${wide ? "max-w-3xl" : "max-w-md"}`}
        >
          <div className="flex items-start gap-3">
            <Base.Title className="flex-1 pt-0.5 text-lg font-[620]">{title}</Base.Title>
            {!held && (
              <Base.Close
                aria-label={t("Close")}
                className="-me-2 grid size-8 flex-none place-items-center rounded-md text-ink-2 hover:bg-sunken"
              >
                <CloseMark />
              </Base.Close>
            )}
          </div>
          {sentence && <Base.Description className="mt-1 text-sm text-ink-2">{sentence}</Base.Description>}
          <div className="mt-3">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog around it. */
export const DialogClose = ({ trigger }: { trigger: ReactElement }) => <Base.Close render={trigger} />;
