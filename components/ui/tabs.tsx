"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { formatCount } from "@/lib/shared/numbers";
import { AppLink } from "./app-link";
import { classNames } from "./class-names";

export type Tab = { label: string; href: string; count?: number };

/** Where the tabs do not fit, brings the open one into sight; the page itself stays where it is. */
function show(tab: Element, within: Element): void {
  const [at, frame] = [tab.getBoundingClientRect(), within.getBoundingClientRect()];
  within.scrollLeft += Math.max(0, at.right - frame.right) + Math.min(0, at.left - frame.left);
}

/** The pages of one record as links; the open one is marked with aria-current. `current` overrules the address. */
export function Tabs({ label, tabs, current }: { label: string; tabs: Tab[]; current?: string }) {
  const path = usePathname();
  const open = current ?? path;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const tab = nav.current?.querySelector("[aria-current]");
    if (nav.current && tab) show(tab, nav.current);
  }, [open]);
  return (
    <nav ref={nav} aria-label={label} className="no-print mb-4 overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {tabs.map((tab) => {
          const isOpen = tab.href === open || tab.href.split("?")[0] === open;
          return (
            <li key={tab.href}>
              <AppLink
                href={tab.href}
                aria-current={isOpen ? "page" : undefined}
                className={classNames(
                  "-mb-px flex items-center gap-1.5 border-b-2 py-2 whitespace-nowrap -outline-offset-2",
                  isOpen ? "border-accent font-[560] text-ink" : "border-transparent text-ink-2 hover:text-ink",
                )}
              >
                {tab.label}
                {tab.count !== undefined && <span className="text-xs text-ink-3">{formatCount(tab.count)}</span>}
              </AppLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
