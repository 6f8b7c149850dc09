"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import type { GrantLevel } from "@/lib/access/grant";
import type { EditorStart } from "@/lib/domain/grants/choices";
import { t } from "@/lib/shared/language/text";
import { CoverageNote } from "../../grants/coverage-note";
import type { Draft } from "../../grants/grant-draft";
import { TimeFields, withStanding, type Standing } from "../../grants/grant-fields";
import type { GrantLookups } from "../../grants/grant-lookups";
import { ScopeFields } from "../../grants/scope-fields";

const levels = () => [
  { value: "read", label: t("Read"), hint: t("Look, and change nothing.") },
  { value: "write", label: t("Read and write"), hint: t("Everything the permissions below allow.") },
];

type Props = { start: EditorStart; lookups: GrantLookups; stands: Standing };

/** Scope, level and times of what a security group gives, with what that covers. */
export function SecurityGroupEditor({ start, lookups, stands }: Props) {
  const [draft, setDraft] = useState<Draft>({ holderKind: "group", holder: start.holder, role: start.role, level: stands.level, scope: withStanding(start.scope, stands.places) });
  return (
    <div className="flex max-w-[560px] flex-col gap-4">
      <ScopeFields scope={draft.scope} lookups={lookups} onChange={(part) => setDraft((before) => ({ ...before, scope: { ...before.scope, ...part } }))} />
      <Field name="level" label={t("Level")} group>
        <RadioGroup options={levels()} value={draft.level} onValueChange={(level) => setDraft((before) => ({ ...before, level: level as GrantLevel }))} />
      </Field>
      <CoverageNote draft={draft} />
      <TimeFields stands={stands} />
    </div>
  );
}
