"use client";

import { useId, type ComponentProps, type ReactNode } from "react";

/** A box with its words beside it; sends `value` (default "true") when ticked, nothing when not. */
export function Checkbox({
  label,
  help,
  id,
  value = "true",
  ...rest
}: Omit<ComponentProps<"input">, "type" | "className"> & { label: ReactNode; help?: ReactNode }) {
  const own = useId();
  const boxId = id ?? own;
  return (
    <div className="flex gap-2 py-0.5" data-field={rest.name}>
      <input
        type="checkbox"
        id={boxId}
        value={value}
        className="tick-box"
        aria-describedby={help ? `${boxId}-help` : undefined}
        {...rest}
      />
      <div className="min-w-0">
        <label htmlFor={boxId} className="inline-block cursor-pointer text-sm leading-5">
          {label}
        </label>
        {help && (
          <p id={`${boxId}-help`} className="text-xs text-ink-2">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
