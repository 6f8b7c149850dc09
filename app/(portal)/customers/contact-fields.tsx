import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/shared/language/text";

export type Contact = Partial<Record<"email" | "phone" | "street" | "city" | "comment", string | null>>;

/** Phone, email, address and comment: what the right to edit contacts reaches, and no more. */
export function ContactFields({ values = {}, children }: { values?: Contact; /** The wider address, for whoever may change it. */ children?: ReactNode }) {
  const { email, phone, street, city, comment } = values;
  return (
    <>
      <Field name="email" label={t("Email")} optional>
        <TextInput type="email" defaultValue={email ?? ""} autoComplete="off" />
      </Field>
      <Field name="phone" label={t("Phone")} optional>
        <TextInput type="tel" defaultValue={phone ?? ""} autoComplete="off" />
      </Field>
      <Field name="street" label={t("Street")} optional>
        <TextInput defaultValue={street ?? ""} autoComplete="off" />
      </Field>
      <Field name="city" label={t("City")} optional>
        <TextInput defaultValue={city ?? ""} autoComplete="off" />
      </Field>
      {children}
      <Field name="comment" label={t("Comment")} optional>
        <Textarea defaultValue={comment ?? ""} rows={4} />
      </Field>
    </>
  );
}
