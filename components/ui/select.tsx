"use client";

import type { ComponentProps } from "react";
import { useControl } from "./field";
import type { Option } from "./option";

/** A native choice of one; `empty` is the text of the choice of none. For more than about 15 options take Combobox. */
export function Select({
  id,
  name,
  required,
  options,
  empty,
  ...rest
}: Omit<ComponentProps<"select">, "children" | "className"> & { options: Option[]; empty?: string }) {
  return (
    <div className="select-box">
      <select className="control" {...useControl({ id, name, required })} {...rest}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label, hint }) => (
          <option key={value} value={value}>
            {hint ? `${label} (${hint})` : label}
          </option>
        ))}
      </select>
    </div>
  );
}
