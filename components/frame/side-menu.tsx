"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { classNames } from "@/components/ui/class-names";
import { writable } from "@/components/written/written";
import { Written } from "@/components/written/written-element";
import { msg, t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import { BrandMark } from "./brand-mark";
import { openItem, type Menu, type MenuItem } from "./menu";

const blocks = [
  { key: "work", label: msg("Work") },
  { key: "access", label: msg("Access") },
  { key: "insight", label: msg("Insight") },
] as const;

function Item({ item, isOpen }: { item: MenuItem; isOpen: boolean }) {
  return (
    <li>
      <AppLink
        href={item.href}
        aria-current={isOpen ? "page" : undefined}
        className={classNames(
          "flex min-h-8 items-center justify-between gap-2 rounded-md border px-2 text-base max-md:min-h-10",
          isOpen ? "border-line bg-panel font-[560] text-ink" : "border-transparent text-ink-2 hover:text-ink",
        )}
      >
        {item.label}
        {item.count !== undefined && item.count > 0 && (
          <span className="text-xs text-ink-3">{formatCount(item.count)}</span>
        )}
      </AppLink>
    </li>
  );
}

/** The menu in its three blocks: a column on wide screens, opened by a button on narrow ones. */
export function SideMenu({ menu }: { menu: Menu }) {
  const path = usePathname();
  const open = openItem(menu, path);
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const isOpen = openedAt === path;
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => event.key === "Escape" && setOpenedAt(null);
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [isOpen]);
  return (
    <Written
      as="nav"
      aria-label={t("Main")}
      className="no-print border-line bg-sunken max-md:border-b md:sticky md:top-0 md:h-dvh md:overflow-y-auto md:border-e"
    >
      <div className="flex items-center justify-between px-4 max-md:min-h-12 md:px-[18px] md:pt-4 md:pb-1">
        <AppLink href="/" className="-mx-1 rounded-sm px-1 py-1">
          <BrandMark />
        </AppLink>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpenedAt(isOpen ? null : path)}
          className="min-h-9 rounded-md border border-line-2 bg-panel px-3 text-sm font-[560] md:hidden"
        >
          {isOpen ? t("Close menu") : t("Menu")}
        </button>
      </div>
      <div id="menu" className={classNames("px-2.5 pb-4 md:block", isOpen ? "block" : "max-md:hidden")}>
        {blocks.map(({ key, label }) =>
          menu[key].length === 0 ? null : (
            <div key={key}>
              <h2 id={`menu-${key}`} className="px-2 pt-3.5 pb-1 text-2xs font-[600] text-ink-3">
                {t(label)}
              </h2>
              <ul aria-labelledby={`menu-${key}`} className="flex flex-col gap-px">
                {menu[key].map((item) => (
                  <Item key={item.href} item={item} isOpen={item.href === open} />
                ))}
              </ul>
            </div>
          ),
        )}
      </div>
    </Written>
  );
}

writable(Item, BrandMark);
