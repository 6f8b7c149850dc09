"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { Select } from "@/components/ui/select";
import { msg, t } from "@/lib/shared/language/text";

type Props = {
  /** Where the answer stands; the question goes into its address. */
  action: string;
  /** The person asked about; left out where it is always oneself or nobody. */
  person?: Option | null;
  permission?: { options: Option[]; chosen: Option | null };
  /** The kinds of record that may be picked, and the one that is. */
  record?: { types: readonly ("customer" | "organization")[]; type: "customer" | "organization"; chosen: Option | null };
};

/** The question on top of an explorer's page. It is a plain form by GET, so that every answer has an address to share. */
export function QuestionForm({ action, person, permission, record }: Props) {
  return (
    <form action={action} role="search" aria-label={t("Question")} className="mb-5 grid max-w-[960px] items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]">
      {person !== undefined && (
        <Field name="user" label={t("Person")}>
          <Combobox fetchUrl="/api/lookup/users" defaultValue={person} placeholder={t("Name or address")} />
        </Field>
      )}
      {permission && (
        <Field name="permission" label={t("Permission")}>
          <Combobox options={permission.options} defaultValue={permission.chosen} placeholder={t("What is to be done")} />
        </Field>
      )}
      {record && <RecordField {...record} />}
      <div className="lg:pt-6">
        <Button type="submit" look="primary">
          {t("Ask")}
        </Button>
      </div>
    </form>
  );
}

const labels = { customer: msg("Customer"), organization: msg("Partner") } as const;
const words = { customer: msg("customer"), organization: msg("partner") } as const;
const lookups = { customer: "/api/lookup/customers", organization: "/api/lookup/organizations" } as const;

function RecordField({ types, type, chosen }: NonNullable<Props["record"]>) {
  const [kind, setKind] = useState(type);
  return (
    <div className="grid grid-cols-[minmax(96px,auto)_1fr] items-start gap-2">
      <Field name="type" label={t("On a")}>
        <Select
          options={types.map((value) => ({ value, label: t(words[value]) }))}
          value={kind}
          onChange={({ target }) => setKind(target.value as typeof kind)}
        />
      </Field>
      <Field key={kind} name={kind} label={t(labels[kind])}>
        <Combobox fetchUrl={lookups[kind]} defaultValue={kind === type ? chosen : null} placeholder={t("Name or number")} />
      </Field>
    </div>
  );
}
