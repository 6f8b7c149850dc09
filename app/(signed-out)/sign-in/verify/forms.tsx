"use client";

import { useState } from "react";
import { CodeInput, RecoveryInput } from "@/components/factors/code-input";
import { PasskeyButton } from "@/components/factors/passkey-button";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/shared/language/text";
import { beginPasskeyAction, codeAction, passkeyAction, recoveryCodeAction } from "./actions";

type Props = { hasApp: boolean; hasPasskey: boolean; hasCodes: boolean };

/** The ways to prove a second factor: app, passkey, and recovery codes for whoever has neither at hand. */
export function SecondFactorForms({ hasApp, hasPasskey, hasCodes }: Props) {
  const [isLost, setLost] = useState(false);
  if (isLost) {
    return (
      <div className="flex flex-col gap-4">
        <ActionForm kind="inline" action={recoveryCodeAction} className="flex flex-col gap-4">
          <RecoveryInput autoFocus />
          <SubmitButton pending={t("Checking …")}>{t("Sign in with the code")}</SubmitButton>
        </ActionForm>
        <Button look="quiet" onClick={() => setLost(false)}>
          {t("Back to the other ways")}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {hasApp && (
        <ActionForm kind="inline" action={codeAction} className="flex flex-col gap-4">
          <CodeInput autoFocus />
          <SubmitButton pending={t("Checking …")}>{t("Sign in")}</SubmitButton>
        </ActionForm>
      )}
      {hasPasskey && (
        <PasskeyButton begin={beginPasskeyAction} finish={passkeyAction} look={hasApp ? "secondary" : "primary"} autoFocus={!hasApp}>
          {t("Use a passkey")}
        </PasskeyButton>
      )}
      {hasCodes ? (
        <Button look="quiet" onClick={() => setLost(true)}>
          {t("Use a recovery code")}
        </Button>
      ) : (
        <p className="text-sm text-ink-2">{t("Lost it? Somebody who looks after your account can reset your second factor.")}</p>
      )}
    </div>
  );
}
