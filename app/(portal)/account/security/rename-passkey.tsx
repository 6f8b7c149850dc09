"use client";

import { ConfirmButton } from "@/components/form/confirm-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { renamePasskeyAction } from "./actions";

export const RenamePasskey = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton label="Rename" size="small" look="primary" title={`Rename ${name}`} sentence="The name is for you alone." confirm="Save name" pending="Saving" action={renamePasskeyAction} values={{ factorId: id }}>
    <Field name="name" label="Name" required>
      <TextInput defaultValue={name} maxLength={200} autoComplete="off" />
    </Field>
  </ConfirmButton>
);
