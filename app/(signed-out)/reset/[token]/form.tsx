"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { resetPasswordAction } from "./actions";

export const ResetPasswordForm = ({ token, email }: { token: string; email: string }) => (
  <ActionForm action={resetPasswordAction} kind="inline" className="flex flex-col gap-4">
    <input type="hidden" name="token" value={token} />
    <input type="text" className="sr-only" tabIndex={-1} aria-hidden autoComplete="username" value={email} readOnly />
    <Field label={t("New password")} name="password" required help={t("At least 15 characters. A few words in a row are easy to remember.")}>
      <TextInput type="password" autoComplete="new-password" autoFocus />
    </Field>
    <Field label={t("New password again")} name="repeat" required>
      <TextInput type="password" autoComplete="new-password" />
    </Field>
    <SubmitButton pending={t("Saving …")}>{t("Save and sign in")}</SubmitButton>
  </ActionForm>
);
