"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";

type Props = { label: string; help: string; mayScopeToCustomers: boolean };

/** Whether a clone takes the access along, and on which records. */
export function CloneScopeFields({ label, help, mayScopeToCustomers }: Props) {
  const [takes, setTakes] = useState(true);
  const [scope, setScope] = useState("same");
  const scopes = [
    { value: "same", label: "The same records" },
    ...(mayScopeToCustomers ? [{ value: "customers", label: "Chosen customers", hint: "And nothing else." }] : []),
    { value: "home", label: "The home partner with its own customers", hint: "Nothing below it." },
  ];
  return (
    <>
      <Checkbox name="permissions" label={label} help={help} checked={takes} onChange={(event) => setTakes(event.target.checked)} />
      {takes && (
        <div className="flex flex-col gap-4 pl-7">
          <Field name="scope" label="It reaches" group>
            <RadioGroup options={scopes} value={scope} onValueChange={setScope} />
          </Field>
          {scope === "customers" && (
            <Field name="customers" label="Customers" required>
              <Combobox multiple name="customers[]" fetchUrl="/api/lookup/customers" placeholder="Find customers by name, number or city" />
            </Field>
          )}
        </div>
      )}
    </>
  );
}
