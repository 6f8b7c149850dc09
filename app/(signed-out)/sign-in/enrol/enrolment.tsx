"use client";

import { useState } from "react";
import { AppSetup } from "@/components/factors/app-setup";
import { PasskeySetup } from "@/components/factors/passkey-setup";
import { codesIn, RecoveryCodes } from "@/components/factors/recovery-codes";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Panel } from "@/components/ui/panel";
import { t } from "@/lib/shared/language/text";
import { addPasskeyAction, confirmAppAction, goOnAction, startAppAction, startPasskeyAction } from "./actions";

/** First the factor, then its recovery codes, then into the portal. */
export function Enrolment({ isDone }: { isDone: boolean }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const [isSetUp, setSetUp] = useState(isDone);
  const done = (value: unknown) => {
    setCodes(codesIn(value));
    setSetUp(true);
  };
  if (isSetUp) {
    return (
      <ActionForm kind="inline" action={goOnAction} className="flex flex-col gap-4">
        {codes ? <RecoveryCodes codes={codes} /> : <p>{t("Your second factor is set up.")}</p>}
        <SubmitButton pending={t("Opening …")}>{codes ? t("I have saved them, continue") : t("Continue")}</SubmitButton>
      </ActionForm>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Panel title={t("Authenticator app")} sentence={t("An app on your phone shows a code that you enter after the password. Any such app works.")}>
        <AppSetup begin={startAppAction} finish={confirmAppAction} onDone={done} />
      </Panel>
      <Panel title={t("Passkey")} sentence={t("Your device, keychain or security key proves it is you. It also lets you in without a password.")}>
        <PasskeySetup begin={startPasskeyAction} finish={addPasskeyAction} suggested={t("This device")} onDone={done} />
      </Panel>
    </div>
  );
}
