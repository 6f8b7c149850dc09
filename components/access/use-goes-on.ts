import { useEffect, useRef, useState } from "react";

/** Whether an element shows less than its whole width, so that it can be said that more of it stands beside. */
export function useGoesOn() {
  const frame = useRef<HTMLDivElement>(null);
  const [goesOn, setGoesOn] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setGoesOn(element.scrollWidth > element.clientWidth + 1);
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, []);
  return { frame, goesOn };
}
