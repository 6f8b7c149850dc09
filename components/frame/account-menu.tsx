"use client";

import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { DownMark } from "@/components/ui/marks";
import { Popover } from "@/components/ui/popover";
import { t } from "@/lib/shared/language/text";
import { ThemeChoice, type KeepTheme } from "./theme-choice";

export type FrameUser = {
  name: string;
  organization: string;
  email?: string;
  /** Where their picture is; null without one. */
  picture?: string | null;
  /** Where the person reads what they may do, and why. */
  accessHref?: string;
};

type Props = { user: FrameUser; accountHref?: string; signOut: () => Promise<void>; keepTheme?: KeepTheme };

/** Who is signed in, the account page, the colours, and the way out. */
export function AccountMenu(props: Props) {
  const { user } = props;
  const [isOpen, setOpen] = useState(false);
  const trigger = (
    <button
      type="button"
      aria-label={t("Account of {user}, {organization}", { user: user.name, organization: user.organization })}
      className="flex min-h-8 max-w-full min-w-0 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Avatar name={user.name} src={user.picture ?? null} size="small" />
      <span className="sm:hidden">{t("Account")}</span>
      <span className="truncate max-sm:hidden">
        {user.name} · {user.organization}
      </span>
      <DownMark className="flex-none" />
    </button>
  );
  return (
    <Popover trigger={trigger} label={t("Account")} align="end" open={isOpen} onOpenChange={setOpen}>
      <Menu {...props} close={() => setOpen(false)} />
    </Popover>
  );
}

function Menu({ user, accountHref, signOut, keepTheme, close }: Props & { close: () => void }) {
  return (
    <div className="flex w-60 flex-col gap-3 p-3.5">
      <div className="min-w-0 wrap-anywhere">
        <p className="font-[560]">{user.name}</p>
        {user.email && <p className="text-xs text-ink-2">{user.email}</p>}
        <p className="text-xs text-ink-2">{user.organization}</p>
      </div>
      <div className="flex flex-col gap-1 border-t border-line pt-3 empty:hidden">
        {accountHref && (
          <AppLink
            className="link inline-flex min-h-8 items-center text-sm"
            href={accountHref}
            onClick={close}
          >
            {t("My account")}
          </AppLink>
        )}
        {user.accessHref && (
          <AppLink
            className="link inline-flex min-h-8 items-center text-sm"
            href={user.accessHref}
            onClick={close}
          >
            {t("What you may do")}
          </AppLink>
        )}
      </div>
      <ThemeChoice keep={keepTheme} />
      <form action={signOut} className="border-t border-line pt-3">
        <Button type="submit" className="w-full">
          {t("Sign out")}
        </Button>
      </form>
    </div>
  );
}
