"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { paths } from "@/lib/shared/paths";
import { askForNewPasswordAction } from "./actions";

/** Asks for the address; says the same whoever has it, or nobody. */
export function ForgotPasswordForm() {
  const [askedFor, setAskedFor] = useState<string | null>(null);
  if (askedFor !== null) {
    return (
      <div role="status" className="flex flex-col gap-4">
        <p>
          If there is an account with <strong>{askedFor}</strong>, a mail with a link is on its way. The link is good for an hour.
        </p>
        <p className="text-sm text-ink-2">Nothing there after some minutes? Look among unwanted mail, or ask whoever invited you which address your account has.</p>
        <div>
          <ButtonLink href={paths.signIn()}>Back to sign-in</ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={askForNewPasswordAction} kind="inline" className="flex flex-col gap-4" onSuccess={(value) => setAskedFor((value as { email: string }).email)}>
      <Field label="E-mail" name="email" required>
        <TextInput type="email" autoComplete="username" autoFocus maxLength={300} />
      </Field>
      <SubmitButton pending="Asking …">Mail me a link</SubmitButton>
    </ActionForm>
  );
}
