"use client";

import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";

/** The six digits of an authenticator app; phones show digits and offer to paste. */
export const CodeInput = ({ autoFocus = false }: { autoFocus?: boolean }) => (
  <Field name="code" label={t("Code from the app")} required help={t("Six digits. A new one comes every 30 seconds.")}>
    <TextInput inputMode="numeric" autoComplete="one-time-code" autoFocus={autoFocus} maxLength={12} className="max-w-40 font-mono tracking-widest" />
  </Field>
);

/** One of the saved recovery codes. */
export const RecoveryInput = ({ autoFocus = false }: { autoFocus?: boolean }) => (
  <Field name="code" label={t("Recovery code")} required help={t("One of the ten codes that you saved. It works once.")}>
    <TextInput autoComplete="off" autoCapitalize="characters" spellCheck={false} autoFocus={autoFocus} maxLength={40} className="max-w-64 font-mono" placeholder={t("XXXX-XXXX-XXXX-XXXX")} />
  </Field>
);
