"use client";

import { useState, type ReactNode } from "react";
import { CodeInput, RecoveryInput } from "@/components/factors/code-input";
import { PasskeyButton } from "@/components/factors/passkey-button";
import { ActionForm } from "@/components/form/action-form";
import type { ProofProps } from "@/components/form/proof-dialog";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { beginProofByPasskeyAction, proveByCodeAction, proveByPasskeyAction, proveByPasswordAction, proveByRecoveryCodeAction } from "./actions";

/** The ways in which the person can prove again who they are. */
export function ProofForms({ ways, onProved }: ProofProps) {
  const [isLost, setLost] = useState(false);
  if (isLost) {
    return (
      <ActionForm kind="inline" action={proveByRecoveryCodeAction} onSuccess={onProved}>
        <RecoveryInput autoFocus />
        <Buttons>
          <Button onClick={() => setLost(false)}>{t("Back")}</Button>
          <SubmitButton pending={t("Checking …")}>{t("Continue")}</SubmitButton>
        </Buttons>
      </ActionForm>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {ways.length === 0 && <p className="text-sm">{t("Your account has neither a password nor a second factor to ask for. Sign out and in again, then do this within ten minutes.")}</p>}
      {ways.includes("password") && (
        <ActionForm kind="inline" action={proveByPasswordAction} onSuccess={onProved}>
          <Field name="password" label={t("Password")} required>
            <TextInput type="password" autoComplete="current-password" autoFocus />
          </Field>
          <Buttons>
            <SubmitButton pending={t("Checking …")}>{t("Continue")}</SubmitButton>
          </Buttons>
        </ActionForm>
      )}
      {ways.includes("code") && (
        <ActionForm kind="inline" action={proveByCodeAction} onSuccess={onProved}>
          <CodeInput autoFocus />
          <Buttons>
            <SubmitButton pending={t("Checking …")}>{t("Continue")}</SubmitButton>
          </Buttons>
        </ActionForm>
      )}
      {ways.includes("passkey") && (
        <PasskeyButton begin={beginProofByPasskeyAction} finish={proveByPasskeyAction} look={ways.includes("code") ? "secondary" : "primary"} onSuccess={onProved}>
          {t("Use a passkey")}
        </PasskeyButton>
      )}
      {ways.includes("recovery") && (
        <Button look="quiet" onClick={() => setLost(true)}>
          {t("Use a recovery code")}
        </Button>
      )}
    </div>
  );
}

const Buttons = ({ children }: { children: ReactNode }) => <div className="flex flex-wrap justify-end gap-2">{children}</div>;
