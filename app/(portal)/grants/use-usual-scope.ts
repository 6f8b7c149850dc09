"use client";

import { useRef } from "react";
import type { Option } from "@/components/ui/option";
import type { ScopeChoice } from "@/lib/domain/grants/rows";
import type { HolderKind } from "./grant-draft";

async function usualScopeOf(holderKind: HolderKind, holder: Option, signal: AbortSignal): Promise<ScopeChoice | null> {
  try {
    const body = JSON.stringify({ [`${holderKind}Id`]: Number(holder.value) });
    const response = await fetch("/api/usual-scope", { method: "POST", body, headers: { "content-type": "application/json" }, signal });
    return response.ok ? ((await response.json()) as { scope: ScopeChoice | null }).scope : null;
  } catch {
    return null; // away for a moment, or somebody else was chosen meanwhile: the fields stay as they are
  }
}

/** Asks what a grant to whoever was just chosen usually covers; only the answer about the last one chosen is offered. */
export function useUsualScope(offer: (scope: ScopeChoice) => void) {
  const asking = useRef<AbortController>(null);
  return async (holderKind: HolderKind, holder: Option | null) => {
    asking.current?.abort();
    if (!holder) return;
    const { signal } = (asking.current = new AbortController());
    const scope = await usualScopeOf(holderKind, holder, signal);
    if (scope && !signal.aborted) offer(scope);
  };
}
