"use client";

import { usePathname, useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { listQuery, type ListState } from "@/lib/shared/list-state";

export type ListAddress = {
  /** The list as asked for, already while the answer is on its way. */
  list: ListState;
  /** Where a change of the list leads. */
  href: (change: Partial<ListState>) => string;
  /** Goes there; `replace` leaves no step for the back button, as for typing. */
  go: (change: Partial<ListState>, how?: "push" | "replace") => void;
  isPending: boolean;
};

/** The list's state is its address: everything that changes the list goes through here. */
export function useListAddress(list: ListState): ListAddress {
  const path = usePathname();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [asked, ask] = useOptimistic(list, (now, change: Partial<ListState>) => ({
    ...now,
    after: null,
    before: null,
    ...change,
  }));
  const href = (change: Partial<ListState>) => path + listQuery(asked, change);
  const go: ListAddress["go"] = (change, how = "push") =>
    startTransition(() => {
      ask(change);
      router[how](href(change), { scroll: false });
    });
  return { list: asked, href, go, isPending };
}
