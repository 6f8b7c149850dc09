"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/shared/language/text";

type Props = { label: string; help: string; mayScopeToCustomers: boolean };

/** Whether a clone takes the access along, and on which records. */
export function CloneScopeFields({ label, help, mayScopeToCustomers }: Props) {
  const [takes, setTakes] = useState(true);
  const [scope, setScope] = useState("same");
  const scopes = [
    { value: "same", label: t("The same records") },
    ...(mayScopeToCustomers ? [{ value: "customers", label: t("Chosen customers"), hint: t("And nothing else.") }] : []),
    { value: "home", label: t("The home partner with its own customers"), hint: t("Nothing below it.") },
  ];
  return (
    <>
      <Checkbox name="permissions" label={label} help={help} checked={takes} onChange={(event) => setTakes(event.target.checked)} />
      {takes && (
        <div className="flex flex-col gap-4 ps-7">
          <Field name="scope" label={t("It reaches")} group>
            <RadioGroup options={scopes} value={scope} onValueChange={setScope} />
          </Field>
          {scope === "customers" && (
            <Field name="customers" label={t("Customers")} required>
              <Combobox multiple name="customers[]" fetchUrl="/api/lookup/customers" placeholder={t("Find customers by name, number or city")} />
            </Field>
          )}
        </div>
      )}
    </>
  );
}
