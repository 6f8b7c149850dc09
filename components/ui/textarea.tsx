"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useControl } from "./field";

/** Several lines of text. */
export function Textarea({ id, name, required, className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={classNames("control", className)}
      {...useControl({ id, name, required })}
      {...rest}
    />
  );
}
