import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";

/** Job role and region: what rule groups look at. */
export function DrivingFields({ jobRole = null, region = null }: { jobRole?: string | null; region?: string | null }) {
  return (
    <>
      <Field name="jobRole" label={t("Job role")} optional help={t("Groups may find their members by it, so it can decide what the person may do.")}>
        <TextInput defaultValue={jobRole ?? ""} autoComplete="off" maxLength={100} />
      </Field>
      <Field name="region" label={t("Region")} optional help={t("As for the job role.")}>
        <TextInput defaultValue={region ?? ""} autoComplete="off" maxLength={100} />
      </Field>
    </>
  );
}
