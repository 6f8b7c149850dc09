"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useFormState } from "@/components/form/form-state";
import { t } from "@/lib/shared/language/text";
import { ComboboxPopup } from "./combobox-popup";
import { useControl, useLabelId } from "./field";
import { CloseMark } from "./marks";
import type { Option } from "./option";
import { StrayWords, useStrayWords } from "./stray-words";
import { useOptions } from "./use-options";

type Source = {
  /** All options, when they are few. */
  options?: Option[];
  /** Where to ask for options: GET `fetchUrl?q=…` answers `{ options: [{ value, label, hint }] }`. */
  fetchUrl?: string;
};

type Own = Source & {
  /** Taken from the Field around when absent. */
  name?: string;
  id?: string;
  placeholder?: string;
  disabled?: boolean;
  /** Needed only without a Field around. */
  "aria-label"?: string;
};

type Single = Own & { multiple?: false; defaultValue?: Option | null; onValueChange?: (value: Option | null) => void };
type Multiple = Own & { multiple: true; defaultValue?: Option[]; onValueChange?: (value: Option[]) => void };

const sameOption = (one: Option, other: Option) => one.value === other.value;

/** Chosen options are always among the items, so that they can be shown ticked. */
const withChosen = (options: Option[], chosen: Option[]) => [
  ...options,
  ...chosen.filter((option) => !options.some((other) => sameOption(option, other))),
];

/** Hidden inputs carry the choice: they are in the page before any script has run. */
function HiddenValues({ name, chosen, disabled }: { name?: string; chosen: Option[]; disabled?: boolean }) {
  if (!name) return null;
  return chosen.map(({ value }) => <input key={value} type="hidden" name={name} value={value} disabled={disabled} />);
}

/** Words that name no option are not sent off by Enter: a form would go without them, and they would be lost. */
const keepTyped = (shown: string) => (event: KeyboardEvent<HTMLInputElement> & { preventBaseUIHandler: () => void }) => {
  const { value } = event.currentTarget;
  if (event.key !== "Enter" || value.trim() === "" || value === shown || event.currentTarget.hasAttribute("aria-activedescendant")) return;
  event.preventDefault();
  event.preventBaseUIHandler();
};

const strayId = ({ id }: { id: string }) => `${id}-stray`;

/** The control as it is told when words that name nothing stand in it. */
const marked = <Control extends { id: string; "aria-describedby"?: string; "aria-invalid"?: true }>(control: Control, message: string): Control =>
  message === "" ? control : { ...control, "aria-invalid": true, "aria-describedby": [strayId(control), control["aria-describedby"]].filter(Boolean).join(" ") };

function useChosen(initial: Option[]) {
  const [chosen, setChosen] = useState(initial);
  const { noteChange } = useFormState();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else noteChange();
  }, [chosen, noteChange]);
  return [chosen, setChosen] as const;
}

/** Finds and chooses one record, or several with `multiple` (shown as chips). Nothing chosen sends nothing. */
export function Combobox(props: Single | Multiple) {
  return props.multiple ? <MultipleCombobox {...props} /> : <SingleCombobox {...props} />;
}

function SingleCombobox({ options, fetchUrl, defaultValue, onValueChange, placeholder, disabled, ...own }: Single) {
  const { name, ...control } = useControl(own);
  const naming = { "aria-label": own["aria-label"], "aria-labelledby": useLabelId() };
  const [chosen, setChosen] = useChosen(defaultValue ? [defaultValue] : []);
  const { search, ...found } = useOptions({ options, fetchUrl });
  const { input, message, keeps } = useStrayWords(chosen.length === 0);
  const items = useMemo(() => withChosen(found.options, chosen), [found.options, chosen]);
  const choose = (value: Option | null) => {
    setChosen(value ? [value] : []);
    onValueChange?.(value);
  };
  return (
    <Base.Root
      items={items}
      filteredItems={found.options}
      filter={null}
      value={chosen[0] ?? null}
      disabled={disabled}
      isItemEqualToValue={sameOption}
      autoHighlight
      onValueChange={choose}
      onInputValueChange={(query, change) => {
        if (!keeps(query, change) && change.reason === "input-change") search(query);
      }}
      onOpenChange={(isOpen, { reason }) => {
        if (isOpen && reason !== "input-change") search("", 0); // opened by typing, what was typed is searched for
      }}
    >
      <HiddenValues name={name} chosen={chosen} disabled={disabled} />
      <Base.InputGroup className="control flex items-center !py-0 !pe-1">
        <Base.Input ref={input} {...marked(control, message)} {...naming} onKeyDown={keepTyped(chosen[0]?.label ?? "")} placeholder={placeholder} className="h-8 min-w-0 flex-1 bg-transparent" />
        <Base.Clear aria-label={t("Clear")} className="grid size-6 place-items-center rounded-sm text-ink-2 hover:bg-sunken">
          <CloseMark />
        </Base.Clear>
      </Base.InputGroup>
      <StrayWords id={strayId(control)} message={message} />
      <ComboboxPopup status={found.status} />
    </Base.Root>
  );
}

function MultipleCombobox({ options, fetchUrl, defaultValue, onValueChange, placeholder, disabled, ...own }: Multiple) {
  const { name, ...control } = useControl(own);
  const naming = { "aria-label": own["aria-label"], "aria-labelledby": useLabelId() };
  const [chosen, setChosen] = useChosen(defaultValue ?? []);
  const { search, ...found } = useOptions({ options, fetchUrl });
  const { input, message, keeps } = useStrayWords(true);
  const items = useMemo(() => withChosen(found.options, chosen), [found.options, chosen]);
  const choose = (value: Option[]) => {
    setChosen(value);
    onValueChange?.(value);
  };
  return (
    <Base.Root
      multiple
      items={items}
      filteredItems={found.options}
      filter={null}
      value={chosen}
      disabled={disabled}
      isItemEqualToValue={sameOption}
      autoHighlight
      onValueChange={(value, { reason }) => {
        if (reason !== "escape-key") choose(value); // Escape leaves a list or a dialog; it takes no choice away
      }}
      onInputValueChange={(query, change) => {
        if (!keeps(query, change) && (change.reason === "input-change" || change.reason === "input-clear")) search(query);
      }}
      onOpenChange={(isOpen, { reason }) => {
        if (isOpen && reason !== "input-change") search("", 0); // opened by typing, what was typed is searched for
      }}
    >
      <HiddenValues name={name} chosen={chosen} disabled={disabled} />
      <Base.InputGroup className="control flex !px-1 !py-[3px]">
        <Base.Chips
          className="flex min-w-0 flex-1 flex-wrap items-center gap-1"
          aria-label={chosen.length > 0 ? t("Chosen") : undefined}
        >
          {chosen.map((option) => (
            <Base.Chip
              key={option.value}
              aria-label={option.label}
              className="inline-flex min-w-0 items-center rounded-sm border border-line-2 bg-sunken ps-2 text-sm focus-within:border-accent data-highlighted:border-accent"
            >
              <span className="truncate">{option.label}</span>
              <Base.ChipRemove
                aria-label={t("Remove {option}", { option: option.label })}
                className="grid size-6 flex-none place-items-center rounded-sm text-ink-2 hover:text-ink"
              >
                <CloseMark />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input
            ref={input}
            {...marked(control, message)}
            {...naming}
            onKeyDown={keepTyped("")}
            placeholder={chosen.length > 0 ? undefined : placeholder}
            className="h-[26px] min-w-24 flex-1 bg-transparent px-1.5"
          />
        </Base.Chips>
      </Base.InputGroup>
      <StrayWords id={strayId(control)} message={message} />
      <ComboboxPopup status={found.status} />
    </Base.Root>
  );
}
