import { PermissionMatrix } from "@/components/access/permission-matrix";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { TextInput } from "@/components/ui/text-input";
import { permissions, type PermissionEntry } from "@/lib/access/permissions";
import { msg, t } from "@/lib/shared/language/text";

type Reasons = Record<string, string>;

/** Name and purpose of a role. */
export function RoleNameFields({ name, description }: { name?: string; description?: string | null }) {
  return (
    <div className="flex max-w-[560px] flex-col gap-4">
      <Field name="name" label={t("Name")} required>
        <TextInput defaultValue={name} autoComplete="off" />
      </Field>
      <Field name="description" label={t("What it is for")} optional>
        <Textarea defaultValue={description ?? ""} rows={2} />
      </Field>
    </div>
  );
}

type MatrixProps = { granted?: readonly string[]; locked: Reasons; denied?: Reasons; help?: string; /** Default: the whole catalogue. */ entries?: readonly PermissionEntry[] };

const usual = msg("What comes with another permission is ticked and locked. Permissions that you do not have yourself cannot be added.");

/** The permissions of a role. An emptied matrix is sent as such, by the blank value. */
export function RoleMatrixField({ granted = [], locked, denied, help = t(usual), entries = permissions }: MatrixProps) {
  return (
    <Field name="permissions" label={t("Permissions")} group help={help}>
      <input type="hidden" name="permissions[]" value="" />
      <PermissionMatrix label={t("Permissions")} entries={entries} granted={granted} locked={locked} denied={denied} name="permissions[]" />
    </Field>
  );
}
