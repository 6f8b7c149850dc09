"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import type { FilterSpec } from "./filter-spec";

type Props = {
  spec: FilterSpec;
  values: string[];
  /** Labels met earlier, for values of lookups. */
  known: Option[];
  onApply: (values: string[], options: Option[]) => void;
};

function Control({ spec, values, known, onPick }: Omit<Props, "onApply"> & { onPick: (options: Option[]) => void }) {
  if (spec.kind === "date") return <DateInput name={spec.name} aria-label={spec.label} defaultValue={values[0]} />;
  if (spec.kind === "text") return <TextInput name={spec.name} aria-label={spec.label} defaultValue={values[0]} />;
  if (spec.kind === "lookup") {
    const labels = [...(spec.chosen ?? []), ...known];
    const chosen = values.map((value) => labels.find((option) => option.value === value) ?? { value, label: value });
    const shared = { name: spec.name, fetchUrl: spec.fetchUrl, "aria-label": spec.label, placeholder: t("Type a name") };
    return spec.multiple === false ? (
      <Combobox {...shared} defaultValue={chosen[0]} onValueChange={(option) => onPick(option ? [option] : [])} />
    ) : (
      <Combobox {...shared} multiple defaultValue={chosen} onValueChange={onPick} />
    );
  }
  if (spec.multiple === false) return <RadioGroup name={spec.name} options={spec.options} defaultValue={values[0]} />;
  return spec.options.map((option) => (
    <Checkbox
      key={option.value}
      name={spec.name}
      value={option.value}
      label={option.label}
      help={option.hint}
      defaultChecked={values.includes(option.value)}
    />
  ));
}

/** Chooses the values of one filter; nothing chosen means any. */
export function FilterEditor({ spec, values, known, onApply }: Props) {
  const [picked, setPicked] = useState<Option[]>([]);
  const apply = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget).getAll(spec.name).map(String);
    onApply(sent.filter(Boolean), picked);
  };
  return (
    <form onSubmit={apply} className="flex w-64 flex-col gap-2 p-3">
      <fieldset>
        <legend className="mb-1.5 text-xs text-ink-2">
          {spec.label} {spec.verb ?? t("is")}
        </legend>
        <Control spec={spec} values={values} known={known} onPick={setPicked} />
      </fieldset>
      <div className="flex gap-2">
        <Button type="submit" look="primary" size="small">
          {t("Show")}
        </Button>
        {values.length > 0 && (
          <Button size="small" onClick={() => onApply([], [])}>
            {t("Any")}
          </Button>
        )}
      </div>
    </form>
  );
}
