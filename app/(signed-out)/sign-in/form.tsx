"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { signInAction } from "./actions";

export function SignInForm({ next }: { next: string }) {
  return (
    <ActionForm action={signInAction} kind="inline" className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail" name="email" required>
        <TextInput type="email" autoComplete="username" autoFocus />
      </Field>
      <Field label="Password" name="password" required>
        <TextInput type="password" autoComplete="current-password" />
      </Field>
      <SubmitButton pending="Signing in …">Sign in</SubmitButton>
    </ActionForm>
  );
}
