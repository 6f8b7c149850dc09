"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";

const levels: Option[] = [
  { value: "write", label: "Read and write" },
  { value: "read", label: "Read" },
];

/** The first role, and what it is on: the home partner with its own customers, or chosen customers alone. */
export function AccessFields({ mayScopeToCustomers }: { mayScopeToCustomers: boolean }) {
  const [role, setRole] = useState<Option | null>(null);
  const [isScoped, setScoped] = useState(false);
  const [customers, setCustomers] = useState<Option[]>([]);
  return (
    <>
      <Field name="roleId" label="Role" optional={!isScoped} help="What the person may do. Without one they can sign in and find nothing yet.">
        <Combobox fetchUrl="/api/lookup/roles" onValueChange={setRole} placeholder="Find a role" />
      </Field>
      {mayScopeToCustomers && (
        <Checkbox
          label="Put in a customer-specific security group"
          help="The role then reaches the chosen customers and nothing else. Otherwise it reaches the home partner with its own customers, not the partners below."
          checked={isScoped}
          onChange={(event) => setScoped(event.target.checked)}
        />
      )}
      {isScoped && (
        <>
          <input type="hidden" name="access" value="customers" />
          <Field name="customers" label="Customers" required help={groupWords(customers)}>
            <Combobox multiple name="customers[]" fetchUrl="/api/lookup/customers" onValueChange={setCustomers} placeholder="Find customers by name, number or city" />
          </Field>
        </>
      )}
      {(role || isScoped) && (
        <Field name="level" label="Level" group>
          <RadioGroup options={levels} defaultValue="write" />
        </Field>
      )}
    </>
  );
}

function groupWords(customers: readonly Option[]): string {
  const [first, second] = customers.map(({ label }) => label);
  if (first === undefined) return "A security group is made for them, named after them, or the one that is there is taken.";
  const name = customers.length === 1 ? first : customers.length === 2 ? `${first} and ${second}` : `${first} and ${customers.length - 1} more`;
  return `The security group “${name}” is made for it, unless there is one for exactly this already.`;
}
