"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { t, type Message } from "@/lib/shared/language/text";

/** A step as it is being written. */
export type Draft = { id: number; title: string; help: string; owner: string; dueDays: string; fact: string };

type Props = {
  draft: Draft;
  number: number;
  isLast: boolean;
  isOnly: boolean;
  facts: Record<string, Message>;
  errorOf: (name: string) => string | undefined;
  onChange: (change: Partial<Draft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

const owners = () => [
  { value: "newcomer", label: t("The new person") },
  { value: "inviter", label: t("Whoever invites them") },
];

/** One step: what, who, within how many days, and what makes it done by itself. The fields have no names of their own: all travel as one. */
export function StepFields({ draft, number, isLast, isOnly, facts, errorOf, onChange, onMove, onRemove }: Props) {
  const fact = Object.entries(facts).map(([value, label]) => ({ value, label: t(label) }));
  return (
    <div role="group" aria-label={t("Step {number}", { number })} className="flex flex-col gap-3 rounded-md border border-line bg-panel p-3">
      <Field name="" label={t("Step {number}", { number })} error={errorOf("title")}>
        <TextInput value={draft.title} onChange={(event) => onChange({ title: event.target.value })} autoComplete="off" maxLength={200} />
      </Field>
      <Field name="" label={t("Help")} optional error={errorOf("help")}>
        <TextInput value={draft.help} onChange={(event) => onChange({ help: event.target.value })} autoComplete="off" maxLength={1000} />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="" label={t("Who does it")} error={errorOf("owner")}>
          <Select options={owners()} value={draft.owner} onChange={(event) => onChange({ owner: event.target.value })} />
        </Field>
        <Field name="" label={t("Within days")} error={errorOf("dueDays")}>
          <TextInput inputMode="numeric" value={draft.dueDays} onChange={(event) => onChange({ dueDays: event.target.value })} autoComplete="off" />
        </Field>
      </div>
      <Field name="" label={t("Done by itself when")} error={errorOf("fact")}>
        <Select options={fact} empty={t("never; somebody ticks it off")} value={draft.fact} onChange={(event) => onChange({ fact: event.target.value })} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button size="small" data-move={-1} aria-label={t("Up: step {number}", { number })} disabled={number === 1} onClick={() => onMove(-1)}>
          {t("Up")}
        </Button>
        <Button size="small" data-move={1} aria-label={t("Down: step {number}", { number })} disabled={isLast} onClick={() => onMove(1)}>
          {t("Down")}
        </Button>
        <Button size="small" aria-label={t("Remove: step {number}", { number })} disabled={isOnly} onClick={onRemove}>
          {t("Remove")}
        </Button>
      </div>
    </div>
  );
}
