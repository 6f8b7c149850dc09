"use client";

import { useCallback, useEffect, useMemo, useRef } from "react";

const landings = "h1, h2, h3";

/** The places round an element, the nearest first, that may stay when it goes. */
function placesRound(element: Element | null): HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let at = element?.parentElement; at && at !== document.body; at = at.parentElement) places.push(at);
  return places;
}

/** Gives the focus to the heading of the nearest place that still stands, so that reading goes on where something was taken away. */
function land(places: readonly HTMLElement[]): void {
  const { activeElement, body } = places[0]!.ownerDocument; // of the page they stand in, which may be gone by now
  if (activeElement && activeElement !== body) return; // it went somewhere by itself
  for (const place of places) {
    const heading = place.isConnected ? place.querySelector<HTMLElement>(landings) : null;
    if (!heading) continue;
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    return heading.focus();
  }
}

/**
 * For a dialog whose action may take away the button that opened it: `leave` as it opens, `comeBack` as it ends. When it goes while it is
 * open it comes back by itself. Where the button is gone the focus goes to the heading of the panel or page round it (WCAG 2.4.3), and
 * not to the beginning of the document.
 */
export function useFocusHome() {
  const places = useRef<HTMLElement[]>([]);
  const comeBack = useCallback(() => {
    const round = places.current;
    places.current = [];
    // After the dialog has tried to give the focus back by itself.
    if (round.length > 0) setTimeout(() => land(round), 50);
  }, []);
  useEffect(() => comeBack, [comeBack]);
  return useMemo(() => ({ leave: () => (places.current = placesRound(document.activeElement)), comeBack }), [comeBack]);
}
