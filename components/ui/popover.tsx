"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { cloneElement, useEffect, useRef, useState, type ReactElement, type ReactNode } from "react";
import { popupClass } from "./popup";

type Props = {
  /** The button that opens it. */
  trigger: ReactElement<{ onClick?: () => void; "aria-haspopup"?: "dialog"; "aria-expanded"?: boolean }>;
  /** Name of the opened part, for screen readers. */
  label: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
};

/**
 * A small part that opens beside its button and closes with Escape or a press elsewhere. Until the first press it is the button alone:
 * pages have several, and most are never opened.
 */
export function Popover(props: Props) {
  const [isAwake, setAwake] = useState(false);
  if (isAwake || props.open) return <AwakePopover {...props} isPressed={isAwake} />;
  return cloneElement(props.trigger, { onClick: () => setAwake(true), "aria-haspopup": "dialog", "aria-expanded": false });
}

function AwakePopover({ trigger, label, align = "start", open, onOpenChange, children, isPressed }: Props & { isPressed: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  const owed = useRef(isPressed);
  useEffect(() => {
    if (owed.current) button.current?.click(); // the press that woke it
    owed.current = false;
  }, []);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger ref={button} render={trigger} />
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
