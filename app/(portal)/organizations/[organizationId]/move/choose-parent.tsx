"use client";

import { useRouter } from "next/navigation";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The new place; choosing one shows what follows. */
export function ChooseParent({ organizationId, chosen }: { organizationId: number; chosen: Option | null }) {
  const router = useRouter();
  return (
    <Field name="to" label={t("Move it under")} help={t("You can choose partners to which you may move others.")}>
      <Combobox
        fetchUrl="/api/lookup/organizations?for=move"
        defaultValue={chosen}
        onValueChange={(value) => router.replace(paths.moveOrganization(organizationId, value ? `?to=${value.value}` : ""))}
      />
    </Field>
  );
}
