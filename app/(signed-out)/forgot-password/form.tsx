"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Field } from "@/components/ui/field";
import { rich } from "@/components/ui/rich";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { askForNewPasswordAction } from "./actions";

/** Asks for the address; says the same whoever has it, or nobody. */
export function ForgotPasswordForm() {
  const [askedFor, setAskedFor] = useState<string | null>(null);
  if (askedFor !== null) {
    return (
      <div role="status" className="flex flex-col gap-4">
        <p>
          {rich("If there is an account with <b>{askedFor}</b>, a mail with a link is on its way. The link is good for an hour.", { askedFor, b: (text) => <strong>{text}</strong> })}
        </p>
        <p className="text-sm text-ink-2">{t("Nothing there after some minutes? Look among unwanted mail, or ask whoever invited you which address your account has.")}</p>
        <div>
          <ButtonLink href={paths.signIn()}>{t("Back to sign-in")}</ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={askForNewPasswordAction} kind="inline" className="flex flex-col gap-4" onSuccess={(value) => setAskedFor((value as { email: string }).email)}>
      <Field label={t("Email")} name="email" required>
        <TextInput type="email" autoComplete="username" autoFocus maxLength={300} />
      </Field>
      <SubmitButton pending={t("Asking …")}>{t("Mail me a link")}</SubmitButton>
      <ButtonLink href={paths.signIn()}>{t("Back to sign-in")}</ButtonLink>
    </ActionForm>
  );
}
