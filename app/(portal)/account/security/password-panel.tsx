"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { TextInput } from "@/components/ui/text-input";
import { changePasswordAction } from "./actions";

/** A new password of one's own. */
export const PasswordPanel = () => (
  <Panel title="Password" sentence="A new password signs out all other browsers.">
    <ActionForm kind="inline" action={changePasswordAction} resetOnSuccess className="flex max-w-[420px] flex-col gap-4">
      <Field label="New password" name="password" required help="At least 15 characters. A few words in a row are easy to remember.">
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <Field label="New password again" name="repeat" required>
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <div>
        <SubmitButton pending="Changing …">Change password</SubmitButton>
      </div>
    </ActionForm>
  </Panel>
);
