"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { PolicyRow } from "@/lib/domain/settings/rows";
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
      title="Rules for a role"
      trigger={<Button size="small">Add a role</Button>}
      sentence="They bind whoever holds the role, directly or through a group. A clone of the role is another role."
    >
      <div className="flex flex-col gap-4">
        <Field name="role" label="Role">
          <Select options={choices.map(({ id, name }) => ({ value: String(id), label: name }))} empty="Choose a role" value={roleId} onChange={(event) => setRoleId(event.target.value)} />
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
    <Dialog open={isOpen} onOpenChange={setOpen} title={`Rules for ${policy.roleName}`} trigger={<Button size="small">Change</Button>}>
      <PolicyForm organizationId={organizationId} roleId={policy.roleId!} policy={policy} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}
