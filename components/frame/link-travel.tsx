"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const isPlainPress = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** Follows every AppLink of the page; once, in the root layout. What is held down with a key, and all else, is the browser's. */
export function LinkTravel() {
  const router = useRouter();
  useEffect(() => {
    const travel = (event: MouseEvent) => {
      if (event.defaultPrevented || !isPlainPress(event) || !(event.target instanceof Element)) return;
      const link = event.target.closest<HTMLAnchorElement>("a[data-go]");
      if (!link) return;
      event.preventDefault();
      router.push(link.getAttribute("href")!, { scroll: link.dataset.go !== "stay" });
    };
    document.addEventListener("click", travel);
    return () => document.removeEventListener("click", travel);
  }, [router]);
  return null;
}
