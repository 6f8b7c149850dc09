"use client";

import type { ReactNode } from "react";
import { t } from "@/lib/shared/language/text";
import { AccountMenu, type FrameUser } from "./account-menu";
import { CustomerSearch } from "./customer-search";
import type { Menu } from "./menu";
import type { KeepTheme } from "./theme-choice";
import { SideMenu } from "./side-menu";

type Props = {
  menu: Menu;
  user: FrameUser;
  /** Whether the person may search customers; without it no field is sent. */
  search: boolean;
  signOut: () => Promise<void>;
  accountHref?: string;
  keepTheme?: KeepTheme;
  /** Something that stands above every page, such as "Demo data". */
  notice?: ReactNode;
  children: ReactNode;
};

/** What surrounds every page of a signed-in person: menu, search, account. It decides nothing; the caller does. */
export function Frame({ menu, user, search, signOut, accountHref, keepTheme, notice, children }: Props) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[208px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-md border border-accent bg-panel px-3 py-2 font-[560] focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-50"
      >
        {t("Skip to content")}
      </a>
      <SideMenu menu={menu} />
      <div className="flex min-w-0 flex-col">
        <header className="no-print border-b border-line">
          <div className="flex min-h-[51px] items-center gap-3 px-4 py-2 md:px-[22px]">
            {search && <CustomerSearch />}
            <div className="ms-auto min-w-0 max-sm:flex-none">
              <AccountMenu user={user} signOut={signOut} accountHref={accountHref} keepTheme={keepTheme} />
            </div>
          </div>
          {notice && (
            <div className="border-t border-line bg-sunken px-4 py-1.5 text-xs text-ink-2 md:px-[22px]">{notice}</div>
          )}
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="w-full max-w-[1284px] flex-1 px-4 pt-5 pb-10 outline-none md:px-[22px]"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
