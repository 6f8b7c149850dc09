"use client";

import { useState } from "react";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyField } from "@/components/ui/copy-field";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { Panel } from "@/components/ui/panel";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { permissions } from "@/lib/access/permissions";
import type { TokenChoices } from "@/lib/domain/tokens/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { createOwnTokenAction } from "../../../tokens/actions";

const limits = (): Option[] => [
  { value: "listed", label: t("Some permissions"), hint: t("Never more than these, and never more than you have.") },
  { value: "all", label: t("All that I may"), hint: t("It follows your own access, whatever that becomes.") },
];

const tokenOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "token" in value && typeof value.token === "string" ? value.token : null;

/** The form; after success the token in its place, shown this once. */
export function TokenForm({ choices: { locked, lastDay, latest } }: { choices: TokenChoices }) {
  const [token, setToken] = useState<string | null>(null);
  const [limit, setLimit] = useState("listed");
  if (token) return <TakeAway token={token} />;
  return (
    <ActionForm
      action={createOwnTokenAction}
      submit={t("Create token")}
      pending={t("Creating")}
      cancelHref={paths.accountTokens()}
      className="flex flex-col gap-4"
      onSuccess={(value) => setToken(tokenOf(value))}
    >
      <div className="flex max-w-[560px] flex-col gap-4">
        <Field name="name" label={t("Name")} required help={t("What the program is or does. It stands in the activity log beside your name.")}>
          <TextInput autoComplete="off" maxLength={200} />
        </Field>
        <Field name="lastDay" label={t("Last day")} required help={t("At most one year from now.")}>
          <DateInput defaultValue={lastDay} max={latest} />
        </Field>
        <Field name="limit" label={t("What it may do")} group>
          <RadioGroup options={limits()} value={limit} onValueChange={setLimit} />
        </Field>
      </div>
      {limit === "listed" && (
        <Field name="permissions" label={t("Permissions")} group help={t("What comes with another permission is ticked by itself. On which records, is decided by your own access.")}>
          <input type="hidden" name="permissions[]" value="" />
          <PermissionMatrix label={t("Permissions of the token")} entries={permissions} granted={[]} locked={locked} name="permissions[]" />
        </Field>
      )}
    </ActionForm>
  );
}

function TakeAway({ token }: { token: string }) {
  return (
    <Panel title={t("The token is made")} sentence={t("Copy it now: it is not kept and cannot be shown again.")}>
      <div className="flex max-w-[640px] flex-col gap-4">
        <CopyField label={t("API token")} value={token} help={t("Send it as the header Authorization: Bearer. Keep it where passwords are kept, and never put it into an address.")} />
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={paths.accountApi()}>{t("Try the API")}</ButtonLink>
          <ButtonLink href={paths.accountTokens()} look="primary">
            {t("Done##close this")}
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}
