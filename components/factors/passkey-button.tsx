"use client";

import type { ReactNode } from "react";
import type { FormAction } from "@/components/form/use-action-result";
import { Button, type ButtonLook } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { t } from "@/lib/shared/language/text";
import { usePasskey } from "./use-passkey";

type Props = {
  begin: FormAction;
  finish: FormAction;
  values?: Record<string, string>;
  look?: ButtonLook;
  autoFocus?: boolean;
  onSuccess?: (value: unknown) => void;
  children: ReactNode;
};

/** Proves a passkey: asks the portal for a question, the browser for its answer. */
export function PasskeyButton({ begin, look, autoFocus, children, ...rest }: Props) {
  const { problem, isBusy, prove } = usePasskey(rest);
  return (
    <div className="flex flex-col gap-3">
      <Button look={look} autoFocus={autoFocus} aria-disabled={isBusy || undefined} onClick={() => !isBusy && void prove(begin)}>
        {isBusy ? t("Waiting for the passkey …") : children}
      </Button>
      {problem && <Notice tone="danger" announce title={problem} />}
    </div>
  );
}
