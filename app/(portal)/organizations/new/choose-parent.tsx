"use client";

import { useRouter } from "next/navigation";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The first question where the viewer's own partner is not one below which they may create others. */
export function ChooseParent() {
  const router = useRouter();
  return (
    <div className="max-w-[560px]">
      <Field name="parentId" label={t("Under which partner shall it stand?")} help={t("You can choose those below which you may create partners.")}>
        <Combobox
          fetchUrl="/api/lookup/organizations?for=create"
          placeholder={t("Find a partner")}
          onValueChange={(chosen) => chosen && router.replace(paths.newOrganization(chosen.value))}
        />
      </Field>
    </div>
  );
}
