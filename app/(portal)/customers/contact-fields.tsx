import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";

export type Contact = Partial<Record<"email" | "phone" | "street" | "city" | "comment", string | null>>;

/** Phone, e-mail, address and comment: what the right to edit contacts reaches, and no more. */
export function ContactFields({ values = {} }: { values?: Contact }) {
  const { email, phone, street, city, comment } = values;
  return (
    <>
      <Field name="email" label="E-mail" optional>
        <TextInput type="email" defaultValue={email ?? ""} autoComplete="off" />
      </Field>
      <Field name="phone" label="Phone" optional>
        <TextInput type="tel" defaultValue={phone ?? ""} autoComplete="off" />
      </Field>
      <Field name="street" label="Street" optional>
        <TextInput defaultValue={street ?? ""} autoComplete="off" />
      </Field>
      <Field name="city" label="City" optional>
        <TextInput defaultValue={city ?? ""} autoComplete="off" />
      </Field>
      <Field name="comment" label="Comment" optional>
        <Textarea defaultValue={comment ?? ""} rows={4} />
      </Field>
    </>
  );
}
