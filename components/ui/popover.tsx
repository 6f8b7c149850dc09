"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { popupClass } from "./popup";

type Props = {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Name of the opened part, for screen readers. */
  label: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
};

/** A small part that opens beside its button and closes with Escape or a press elsewhere. */
export function Popover({ trigger, label, align = "start", open, onOpenChange, children }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-40 outline-none" sideOffset={5} align={align} collisionPadding={8}>
          <Base.Popup
            aria-label={label}
            className={`${popupClass} max-h-(--available-height) max-w-[calc(100vw-16px)] overflow-y-auto`}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
