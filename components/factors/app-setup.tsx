"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import type { FormAction } from "@/components/form/use-action-result";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { CodeInput } from "./code-input";

type Started = { id: number; qr: string; secret: string };
type Props = { begin: FormAction; finish: FormAction; onDone: (value: unknown) => void };

const isStarted = (value: unknown): value is Started => typeof value === "object" && value !== null && "qr" in value;

/** Sets up an authenticator app: named, scanned or typed, and confirmed by a first code. */
export function AppSetup({ begin, finish, onDone }: Props) {
  const [started, setStarted] = useState<Started | null>(null);
  if (!started) {
    return (
      <ActionForm kind="inline" action={begin} onSuccess={(value) => isStarted(value) && setStarted(value)}>
        <Field name="name" label={t("Name")} help={t("To tell it from others later, such as the phone it is on.")}>
          <TextInput defaultValue={t("Phone##device")} maxLength={200} autoComplete="off" />
        </Field>
        <div>
          <SubmitButton pending={t("Making a code …")}>{t("Set up an app")}</SubmitButton>
        </div>
      </ActionForm>
    );
  }
  return (
    <ActionForm kind="inline" action={finish} onSuccess={onDone} className="flex flex-col gap-4">
      <input type="hidden" name="factorId" value={started.id} />
      <p className="text-sm">{t("Scan this picture with the app, or copy the key into it. Then enter the code that it shows.")}</p>
      <div
        role="img"
        aria-label={t("QR code for the authenticator app. The key below says the same.")}
        className="size-48 overflow-hidden rounded-md border border-line [&>svg]:size-full"
        dangerouslySetInnerHTML={{ __html: started.qr }}
      />
      <CopyField label={t("Key")} value={started.secret} help={t("Time-based, six digits.")} />
      <CodeInput autoFocus />
      <div>
        <SubmitButton pending={t("Checking …")}>{t("Confirm")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
