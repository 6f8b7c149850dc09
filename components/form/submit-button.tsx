"use client";

import type { ReactNode } from "react";
import { Button, type ButtonLook, type ButtonSize } from "@/components/ui/button";
import { t } from "@/lib/shared/language/text";
import { useFormState } from "./form-state";

type Props = {
  /** Says what happens: "Save customer". */
  children: ReactNode;
  /** While it happens: "Saving". */
  pending?: string;
  look?: ButtonLook;
  size?: ButtonSize;
  name?: string;
  value?: string;
};

/** Submits the form around it; while the form is busy it says so and does nothing. */
export function SubmitButton({ children, pending = t("Saving"), look = "primary", ...rest }: Props) {
  const { isPending } = useFormState();
  return (
    <Button type="submit" look={look} aria-disabled={isPending || undefined} {...rest}>
      {isPending ? pending : children}
    </Button>
  );
}
