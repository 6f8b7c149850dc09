"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { changePasswordAction } from "./actions";

/** A new password of one's own. */
export const PasswordPanel = () => (
  <Panel title={t("Password")} sentence={t("A new password signs out all other browsers.")}>
    <ActionForm kind="inline" action={changePasswordAction} resetOnSuccess className="flex max-w-[420px] flex-col gap-4">
      <Field label={t("New password")} name="password" required help={t("At least 15 characters. A few words in a row are easy to remember.")}>
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <Field label={t("New password again")} name="repeat" required>
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <div>
        <SubmitButton pending={t("Changing …")}>{t("Change password")}</SubmitButton>
      </div>
    </ActionForm>
  </Panel>
);
