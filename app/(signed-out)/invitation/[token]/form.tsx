"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { acceptInvitationAction } from "./actions";

export function InvitationForm({ token, name, email }: { token: string; name: string; email: string }) {
  return (
    <ActionForm action={acceptInvitationAction} kind="inline" className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <input type="text" className="sr-only" tabIndex={-1} aria-hidden autoComplete="username" value={email} readOnly />
      <Field label="Your name" name="name" required>
        <TextInput defaultValue={name} autoComplete="name" />
      </Field>
      <Field label="Password" name="password" required help="At least 15 characters. A few words in a row are easy to remember.">
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <Field label="Password again" name="repeat" required>
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton pending="Setting up …">Set password and sign in</SubmitButton>
    </ActionForm>
  );
}
