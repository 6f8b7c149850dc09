"use client";

import { useEffect, useRef } from "react";

/** Leads eyes and focus to the top of the page once what stands there is new: the button that asked for it is at the foot of a long form. */
export function FromTheTop({ of }: { of: string }) {
  const shown = useRef(of);
  useEffect(() => {
    if (shown.current === of) return;
    shown.current = of;
    window.scrollTo({ top: 0 });
    const heading = document.querySelector<HTMLElement>("main h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [of]);
  return null;
}
