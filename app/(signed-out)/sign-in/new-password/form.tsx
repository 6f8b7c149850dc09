"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { newPasswordAction } from "./actions";

export const NewPasswordForm = () => (
  <ActionForm kind="inline" action={newPasswordAction} className="flex flex-col gap-4">
    <Field label={t("New password")} name="password" required help={t("At least 15 characters. A few words in a row are easy to remember.")}>
      <TextInput type="password" autoComplete="new-password" autoFocus />
    </Field>
    <Field label={t("New password again")} name="repeat" required>
      <TextInput type="password" autoComplete="new-password" />
    </Field>
    <SubmitButton pending={t("Saving …")}>{t("Save and sign in")}</SubmitButton>
  </ActionForm>
);
