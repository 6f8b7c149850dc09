"use client";

import Link from "next/link";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { rich } from "@/components/ui/rich";
import type { UserGroup } from "@/lib/domain/users/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { swapSecurityGroupAction } from "../../actions";
import { SecurityGroupFields, type SecurityChoices } from "../../security-group-fields";

type Props = { user: { id: number; name: string; homeId: string }; from: UserGroup; others: UserGroup[]; may: SecurityChoices; mayMake: boolean };

const ways = () => [
  { value: "group", label: t("A security group that is there"), hint: t("Customer-specific or full access.") },
  { value: "new", label: t("One for what is chosen here"), hint: t("Chosen customers, all but some, a territory or a program, or full access. Taken if it is there, made if it is not.") },
];

/** Where the person goes: a group that is there, or one for a scope. */
export function SwapForm({ user, from, others, may, mayMake }: Props) {
  const [way, setWay] = useState("group");
  return (
    <ActionForm action={swapSecurityGroupAction} submit={t("Move")} pending={t("Moving")} cancelHref={paths.user(user.id)}>
      <input type="hidden" name="userId" value={user.id} />
      <input type="hidden" name="fromGroupId" value={from.id} />
      {others.length > 0 && (
        <p className="text-sm text-ink-2">
          {rich("{user} leaves {from}. Or leave {others}.", {
            user: user.name,
            from: from.name,
            others: others.map((other, at) => (
              <span key={other.id}>
                {at > 0 && ", "}
                <Link className="link" href={paths.swapUser(user.id, `?from=${other.id}`)}>
                  {other.name}
                </Link>
              </span>
            )),
          })}
        </p>
      )}
      <Field name="access" label={t("From {from} to", { from: from.name })} group>
        <RadioGroup options={mayMake ? ways() : ways().slice(0, 1)} value={way} onValueChange={setWay} />
      </Field>
      {way === "group" ? (
        <Field name="groupId" label={t("Security group")} required>
          <Combobox fetchUrl="/api/lookup/groups?for=security" placeholder={t("Find a security group")} />
        </Field>
      ) : (
        <SecurityGroupFields may={may} homeId={user.homeId} />
      )}
    </ActionForm>
  );
}
