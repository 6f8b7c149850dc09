"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";

const levels: Option[] = [
  { value: "write", label: "Read and write" },
  { value: "read", label: "Read" },
];

/** The one scope of a new security group, with the role and level on it. */
export function ScopeFields({ mayListCustomers }: { mayListCustomers: boolean }) {
  const [scope, setScope] = useState(mayListCustomers ? "customers" : "everything");
  const scopes: Option[] = [
    ...(mayListCustomers ? [{ value: "customers", label: "Chosen customers", hint: "And nothing else. More can be added later." }] : []),
    { value: "everything", label: "Full access", hint: "Everything at its members' own partners and below, also what comes later." },
    { value: "later", label: "Something else", hint: "Territories, programs, exceptions: give access to the group after it is made." },
  ];
  return (
    <>
      <Field name="scope" label="What it reaches" group>
        <RadioGroup options={scopes} value={scope} onValueChange={setScope} />
      </Field>
      {scope === "customers" && (
        <Field name="customers" label="Customers" required>
          <Combobox multiple name="customers[]" fetchUrl="/api/lookup/customers" placeholder="Find customers by name, number or city" />
        </Field>
      )}
      {scope !== "later" && (
        <>
          <Field name="roleId" label="Role" required help="What its members may do there.">
            <Combobox fetchUrl="/api/lookup/roles" placeholder="Find a role" />
          </Field>
          <Field name="level" label="Level" group>
            <RadioGroup options={levels} defaultValue="write" />
          </Field>
        </>
      )}
    </>
  );
}
