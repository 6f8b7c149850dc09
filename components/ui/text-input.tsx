"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useControl } from "./field";

/** One line of text; inside a Field it takes name, id and error from there. */
export function TextInput({ id, name, required, className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input type={type} className={classNames("control", className)} {...useControl({ id, name, required })} {...rest} />
  );
}
