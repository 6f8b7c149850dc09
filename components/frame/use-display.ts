"use client";

import { useSyncExternalStore } from "react";

const changed = "portico:display";
const year = 31_536_000;

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}

/** The theme or density in use, from the html element, and a setter that also keeps it in a cookie for the server. */
export function useDisplay<Value extends string>(name: "theme" | "density", fallback: Value) {
  const read = () => (document.documentElement.dataset[name] as Value | undefined) ?? fallback;
  const value = useSyncExternalStore(subscribe, read, () => fallback);
  const set = (next: Value) => {
    if (next === fallback) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = next;
    document.cookie = `${name}=${next}; path=/; max-age=${year}; samesite=lax`;
    window.dispatchEvent(new Event(changed));
  };
  return [value, set] as const;
}
