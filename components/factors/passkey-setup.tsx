"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import type { FormAction } from "@/components/form/use-action-result";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { usePasskey } from "./use-passkey";

type Props = { begin: FormAction; finish: FormAction; suggested: string; onDone: (value: unknown) => void };

/** Makes a passkey: its name first, then the browser's own dialog. */
export function PasskeySetup({ begin, finish, suggested, onDone }: Props) {
  const [name, setName] = useState(suggested);
  const { problem, isBusy, make } = usePasskey({ finish, values: { name }, onSuccess: onDone });
  return (
    <div className="flex flex-col gap-3">
      <ActionForm kind="inline" action={begin} onSuccess={(value) => void make(value)}>
        <Field name="name" label={t("Name")} help={t("To tell it from others later, such as the device it is on.")}>
          <TextInput value={name} onChange={(event) => setName(event.target.value)} maxLength={200} autoComplete="off" />
        </Field>
        <div>
          <SubmitButton pending={t("Waiting for the browser …")}>{isBusy ? t("Waiting for the browser …") : t("Create passkey")}</SubmitButton>
        </div>
      </ActionForm>
      {problem && <Notice tone="danger" announce title={problem} />}
    </div>
  );
}
