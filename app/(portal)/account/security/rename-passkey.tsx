"use client";

import { ConfirmButton } from "@/components/form/confirm-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { renamePasskeyAction } from "./actions";

export const RenamePasskey = ({ id, name }: { id: number; name: string }) => (
  <ConfirmButton label={t("Rename")} size="small" look="primary" title={t("Rename {name}", { name })} sentence={t("The name is for you alone.")} confirm={t("Save name")} pending={t("Saving")} action={renamePasskeyAction} values={{ factorId: id }}>
    <Field name="name" label={t("Name")} required>
      <TextInput defaultValue={name} maxLength={200} autoComplete="off" />
    </Field>
  </ConfirmButton>
);
