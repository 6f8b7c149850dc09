"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useFormState } from "@/components/form/form-state";
import type { PermissionEntry } from "@/lib/access/permissions";
import { matrixStates, toggleMany, type Reasons } from "./matrix-state";

type Given = {
  entries: readonly PermissionEntry[];
  granted: readonly string[];
  locked?: Reasons;
  denied?: Reasons;
  onChange?: (granted: string[]) => void;
};

const none: Reasons = {};

/** The permissions that are granted by name, their states, and what changed against the beginning. */
export function useGranted({ granted, locked = none, denied = none, entries, onChange }: Given) {
  const grantedKeys = granted.join();
  const initial = useMemo(() => new Set(grantedKeys.split(",").filter(Boolean)), [grantedKeys]);
  const [edited, setEdited] = useState<ReadonlySet<string> | null>(null);
  const { noteChange } = useFormState();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else noteChange();
  }, [edited, noteChange]);
  const current = edited ?? initial;
  const question = { entries, granted: current, initial, locked, denied };
  const put = (next: ReadonlySet<string>) => {
    setEdited(next);
    onChange?.(entries.filter(({ key }) => next.has(key)).map(({ key }) => key));
  };
  const toggle = (key: string) =>
    put(new Set(current.has(key) ? [...current].filter((each) => each !== key) : [...current, key]));
  const toggleAll = (keys: string[]) => put(toggleMany(keys, question));
  return { current, states: matrixStates(question), toggle, toggleAll };
}
