"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { enrollAction } from "../actions";

/** Enrols partners, or gives those enrolled already new dates. */
export function EnrollForm({ programId }: { programId: number }) {
  return (
    <ActionForm action={enrollAction} kind="inline" resetOnSuccess className="mb-4 flex flex-col gap-2">
      <input type="hidden" name="programId" value={programId} />
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-56 flex-1 basis-72">
          <Field name="organizations" label={t("Enrol partners")} help={t("One that is enrolled already gets the new dates.")}>
            <Combobox
              name="organizations[]"
              fetchUrl="/api/lookup/organizations?for=enroll"
              multiple
              placeholder={t("Find partners")}
            />
          </Field>
        </div>
        <Field name="from" label={t("From")} help={t("Empty: from now on.")}>
          <DateInput />
        </Field>
        <Field name="until" label={t("Until")} optional help={t("Ends when this day begins (UTC).")}>
          <DateInput />
        </Field>
        <Field name="tier" label={t("Tier")} optional>
          <TextInput maxLength={100} className="max-w-36" />
        </Field>
        <div className="pt-6">
          <SubmitButton look="secondary" pending={t("Enrolling")}>
            {t("Enrol")}
          </SubmitButton>
        </div>
      </div>
    </ActionForm>
  );
}
