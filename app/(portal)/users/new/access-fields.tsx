"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { SecurityGroupFields, type SecurityChoices } from "../security-group-fields";

type Way = "home" | "new" | "group" | "none";

/** What the viewer may choose a first access with. */
export type AccessChoices = SecurityChoices & { give: boolean; makeGroups: boolean; addToGroups: boolean };

const ways: (Option & { value: Way; needs: (may: AccessChoices) => boolean })[] = [
  { value: "home", label: "The home partner with its own customers", hint: "Nothing below it. The usual choice for a new manager.", needs: ({ give }) => give },
  { value: "new", label: "Put in a customer-specific security group", hint: "Chosen customers, all but some, a territory or a program, or full access: the group is made with the account.", needs: ({ give, makeGroups }) => give && makeGroups },
  { value: "group", label: "Put in a security group that is there", hint: "The person holds what its people hold.", needs: ({ addToGroups }) => addToGroups },
  { value: "none", label: "Nothing yet", hint: "The person can sign in, and finds nothing until somebody gives access.", needs: () => true },
];

const levels: Option[] = [
  { value: "write", label: "Read and write" },
  { value: "read", label: "Read" },
];

/** The first access: a role on the home partner, or a security group. What the group reaches, further down, is sent in place of `new`. */
export function AccessFields({ may, homeId }: { may: AccessChoices; homeId: string }) {
  const offered = ways.filter(({ needs }) => needs(may));
  const [way, setWay] = useState<Way>(offered[0]!.value);
  return (
    <>
      <Field name="access" label="What the person may do from the first sign-in on" group>
        <RadioGroup options={offered.map(({ value, label, hint }) => ({ value, label, hint }))} value={way} onValueChange={(value) => setWay(value as Way)} />
      </Field>
      {way === "home" && <HomeRole homeId={homeId} />}
      {way === "new" && <SecurityGroupFields may={may} homeId={homeId} />}
      {way === "group" && (
        <Field name="groupId" label="Security group" required>
          <Combobox name="groupId" fetchUrl="/api/lookup/groups?for=security" placeholder="Find a security group" />
        </Field>
      )}
    </>
  );
}

function HomeRole({ homeId }: { homeId: string }) {
  const [role, setRole] = useState<Option | null>(null);
  const [level, setLevel] = useState("write");
  return (
    <>
      <Field name="roleId" label="Role" optional help="What the person may do there. Roles that you may not give say why.">
        <Combobox fetchUrl={`/api/lookup/roles?for=give&organization=${homeId}&kind=direct&place=${homeId}&level=${level}`} onValueChange={setRole} placeholder="Find a role" />
      </Field>
      {role && (
        <Field name="level" label="Level" group>
          <RadioGroup options={levels} value={level} onValueChange={setLevel} />
        </Field>
      )}
    </>
  );
}
