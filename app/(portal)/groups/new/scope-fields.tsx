"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/shared/language/text";

const levels = (): Option[] => [
  { value: "write", label: t("Read and write") },
  { value: "read", label: t("Read") },
];

/** The one scope of a new security group, with the role and level on it. */
export function ScopeFields({ mayListCustomers }: { mayListCustomers: boolean }) {
  const [scope, setScope] = useState(mayListCustomers ? "customers" : "everything");
  const scopes: Option[] = [
    ...(mayListCustomers ? [{ value: "customers", label: t("Chosen customers"), hint: t("And nothing else. More can be added later.") }] : []),
    { value: "everything", label: t("Full access"), hint: t("Everything at its members' own partners and below, also what comes later.") },
    { value: "later", label: t("Something else"), hint: t("Territories, programs, exceptions: give access to the group after it is made.") },
  ];
  return (
    <>
      <Field name="scope" label={t("What it reaches")} group>
        <RadioGroup options={scopes} value={scope} onValueChange={setScope} />
      </Field>
      {scope === "customers" && (
        <Field name="customers" label={t("Customers")} required>
          <Combobox multiple name="customers[]" fetchUrl="/api/lookup/customers" placeholder={t("Find customers by name, number or city")} />
        </Field>
      )}
      {scope !== "later" && (
        <>
          <Field name="roleId" label={t("Role")} required help={t("What its members may do there.")}>
            <Combobox fetchUrl="/api/lookup/roles" placeholder={t("Find a role")} />
          </Field>
          <Field name="level" label={t("Level")} group>
            <RadioGroup options={levels()} defaultValue="write" />
          </Field>
        </>
      )}
    </>
  );
}
