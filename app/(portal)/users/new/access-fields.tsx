"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/shared/language/text";
import { SecurityGroupFields, type SecurityChoices } from "../security-group-fields";

type Way = "home" | "new" | "group" | "none";

/** What the viewer may choose a first access with. */
export type AccessChoices = SecurityChoices & { give: boolean; makeGroups: boolean; addToGroups: boolean };

const ways = (): (Option & { value: Way; needs: (may: AccessChoices) => boolean })[] => [
  { value: "home", label: t("The home partner with its own customers"), hint: t("Nothing below it. The usual choice for a new manager."), needs: ({ give }) => give },
  { value: "new", label: t("Put in a customer-specific security group"), hint: t("Chosen customers, all but some, a territory or a program, or full access: the group is made with the account."), needs: ({ give, makeGroups }) => give && makeGroups },
  { value: "group", label: t("Put in a security group that is there"), hint: t("The person holds what its people hold."), needs: ({ addToGroups }) => addToGroups },
  { value: "none", label: t("Nothing yet"), hint: t("The person can sign in, and finds nothing until somebody gives access."), needs: () => true },
];

const levels = (): Option[] => [
  { value: "write", label: t("Read and write") },
  { value: "read", label: t("Read") },
];

/** The first access: a role on the home partner, or a security group. What the group reaches, further down, is sent in place of `new`. */
export function AccessFields({ may, homeId }: { may: AccessChoices; homeId: string }) {
  const offered = ways().filter(({ needs }) => needs(may));
  const [way, setWay] = useState<Way>(offered[0]!.value);
  return (
    <>
      <Field name="access" label={t("What the person may do from the first sign-in on")} group>
        <RadioGroup options={offered.map(({ value, label, hint }) => ({ value, label, hint }))} value={way} onValueChange={(value) => setWay(value as Way)} />
      </Field>
      {way === "home" && <HomeRole homeId={homeId} />}
      {way === "new" && <SecurityGroupFields may={may} homeId={homeId} />}
      {way === "group" && (
        <Field name="groupId" label={t("Security group")} required>
          <Combobox name="groupId" fetchUrl="/api/lookup/groups?for=security" placeholder={t("Find a security group")} />
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
      <Field name="roleId" label={t("Role")} optional help={[t("What the person may do there. Roles that you may not give say why."), t("Without a role the person can sign in, and finds nothing until somebody gives access.")].join(" ")}>
        <Combobox fetchUrl={`/api/lookup/roles?for=give&organization=${homeId}&kind=direct&place=${homeId}&level=${level}`} onValueChange={setRole} placeholder={t("Find a role")} />
      </Field>
      {role && (
        <Field name="level" label={t("Level")} group>
          <RadioGroup options={levels()} value={level} onValueChange={setLevel} />
        </Field>
      )}
    </>
  );
}
