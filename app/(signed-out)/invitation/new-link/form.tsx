"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { askByEmailAction, askByTokenAction } from "./actions";

const messageOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "message" in value && typeof value.message === "string" ? value.message : "";

/** Asks for a new link: with the old one, or with the address that was invited. The answer takes the form's place. */
export function NewLinkForm({ token }: { token?: string }) {
  const [answer, setAnswer] = useState<string | null>(null);
  if (answer !== null) return <Notice announce>{answer}</Notice>;
  return (
    <ActionForm action={token ? askByTokenAction : askByEmailAction} kind="inline" className="flex flex-col gap-4" onSuccess={(value) => setAnswer(messageOf(value))}>
      {token ? (
        <input type="hidden" name="token" value={token} />
      ) : (
        <Field label={t("Email")} name="email" required help={t("The address that was invited.")}>
          <TextInput type="email" autoComplete="username" autoFocus maxLength={200} />
        </Field>
      )}
      <SubmitButton pending={t("Sending …")}>{t("Send me a new link")}</SubmitButton>
    </ActionForm>
  );
}
