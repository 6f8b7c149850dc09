"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { acceptFirstLinkAction, acceptInvitationAction } from "./actions";

/** For somebody who was invited: name and password. */
export function InvitationForm({ token, name, email }: { token: string; name: string; email: string }) {
  return (
    <ActionForm action={acceptInvitationAction} kind="inline" className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <input type="text" className="sr-only" tabIndex={-1} aria-hidden autoComplete="username" value={email} readOnly />
      <Name name={name} />
      <Passwords autoFocus />
    </ActionForm>
  );
}

/** For the very first administrator, whom nobody has invited: name, address and password. */
export function FirstForm({ token }: { token: string }) {
  return (
    <ActionForm action={acceptFirstLinkAction} kind="inline" className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <Name autoFocus />
      <Field label={t("Email")} name="email" required help={t("You sign in with it.")}>
        <TextInput type="email" autoComplete="username" maxLength={200} />
      </Field>
      <Passwords />
    </ActionForm>
  );
}

const Name = ({ name, autoFocus }: { name?: string; autoFocus?: boolean }) => (
  <Field label={t("Your name")} name="name" required>
    <TextInput defaultValue={name} autoComplete="name" autoFocus={autoFocus} maxLength={200} />
  </Field>
);

const Passwords = ({ autoFocus }: { autoFocus?: boolean }) => (
  <>
    <Field label={t("Password")} name="password" required help={t("At least 15 characters. A few words in a row are easy to remember.")}>
      <TextInput type="password" autoComplete="new-password" autoFocus={autoFocus} />
    </Field>
    <Field label={t("Password again")} name="repeat" required>
      <TextInput type="password" autoComplete="new-password" />
    </Field>
    <SubmitButton pending={t("Setting up …")}>{t("Set password and sign in")}</SubmitButton>
  </>
);
