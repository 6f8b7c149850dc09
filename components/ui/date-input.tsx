"use client";

import type { ComponentProps } from "react";
import { TextInput } from "./text-input";

/** A day, as "2026-12-31"; turn stored moments into it with toDateInput. */
export function DateInput(props: Omit<ComponentProps<"input">, "type">) {
  return <TextInput {...props} type="date" className="max-w-44" />;
}
