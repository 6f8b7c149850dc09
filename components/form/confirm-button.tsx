"use client";

import type { ComponentProps } from "react";
import { Button, type ButtonLook, type ButtonSize } from "@/components/ui/button";
import { ConfirmDialog } from "./confirm-dialog";

type Props = Omit<ComponentProps<typeof ConfirmDialog>, "trigger" | "open" | "onOpenChange"> & {
  /** What the button on the page says; default: the same as the confirming one. */
  label?: string;
  /** Look of the button on the page; the confirming one takes `look`. */
  buttonLook?: ButtonLook;
  size?: ButtonSize;
};

/** A button that asks before it runs a server action. */
export function ConfirmButton({ label, buttonLook = "secondary", size, ...rest }: Props) {
  const trigger = (
    <Button look={buttonLook} size={size}>
      {label ?? rest.confirm}
    </Button>
  );
  return <ConfirmDialog {...rest} trigger={trigger} />;
}
