import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";

/** The wider part of an address. */
export function RegionFields({ values = {} }: { values?: Partial<Record<"region" | "country", string | null>> }) {
  const { region, country } = values;
  return (
    <>
      <Field name="region" label={t("Region")} optional>
        <TextInput defaultValue={region ?? ""} autoComplete="off" />
      </Field>
      <Field name="country" label={t("Country")} optional>
        <TextInput defaultValue={country ?? ""} autoComplete="off" />
      </Field>
    </>
  );
}
