"use client";

import { useId } from "react";
import { useControl } from "./field";
import type { Option } from "./option";

type Props = {
  /** Taken from the Field around (which needs `group`) when absent. */
  name?: string;
  options: Option[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  disabled?: boolean;
};

/** A choice of one among few, all readable at once; each option's hint stands below it. */
export function RadioGroup({ options, defaultValue, value, onValueChange, disabled, ...own }: Props) {
  const { name, required } = useControl(own);
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      {options.map((option, index) => (
        <div key={option.value} className="flex gap-2">
          <input
            type="radio"
            id={`${id}-${index}`}
            name={name}
            required={required}
            disabled={disabled}
            value={option.value}
            className="tick-box"
            aria-describedby={option.hint ? `${id}-${index}-hint` : undefined}
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            onChange={() => onValueChange?.(option.value)}
          />
          <div className="min-w-0">
            <label htmlFor={`${id}-${index}`} className="inline-block cursor-pointer text-sm leading-5">
              {option.label}
            </label>
            {option.hint && (
              <p id={`${id}-${index}-hint`} className="text-xs text-ink-2">
                {option.hint}
              </p>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
