"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { PolicyRow } from "@/lib/domain/settings/rows";
import { t } from "@/lib/shared/language/text";
import { PolicyForm } from "./policy-form";

/** Rules for holders of one more role: the role first, then what is asked of them. */
export function AddRolePolicy({ organizationId, choices }: { organizationId: number; choices: { id: number; name: string }[] }) {
  const [isOpen, setOpen] = useState(false);
  const [roleId, setRoleId] = useState("");
  const close = () => {
    setOpen(false);
    setRoleId("");
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => (open ? setOpen(true) : close())}
      title={t("Rules for a role")}
      trigger={<Button size="small">{t("Add a role")}</Button>}
      sentence={t("They bind whoever holds the role, directly or through a group. A clone of the role is another role.")}
    >
      <div className="flex flex-col gap-4">
        <Field name="role" label={t("Role")}>
          <Select options={choices.map(({ id, name }) => ({ value: String(id), label: name }))} empty={t("Choose a role")} value={roleId} onChange={(event) => setRoleId(event.target.value)} />
        </Field>
        {roleId !== "" && <PolicyForm key={roleId} organizationId={organizationId} roleId={Number(roleId)} policy={null} onSaved={close} />}
      </div>
    </Dialog>
  );
}

/** Changes the rules for holders of a role. */
export function EditRolePolicy({ organizationId, policy }: { organizationId: number; policy: PolicyRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setOpen} title={t("Rules for {roleName}", { roleName: policy.roleName! })} trigger={<Button size="small">{t("Change")}</Button>}>
      <PolicyForm organizationId={organizationId} roleId={policy.roleId!} policy={policy} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}
