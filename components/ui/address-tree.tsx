"use client";

import { useRouter } from "next/navigation";
import { useTransition, type ComponentProps } from "react";
import { Tree } from "./tree";

type Props = Omit<ComponentProps<typeof Tree>, "onOpenChange"> & {
  /** The page's address without the query. */ path: string;
};

/** A tree whose open nodes stand in the address: the page sends the levels that are open, and a link shows the same tree again. */
export function AddressTree({ path, ...tree }: Props) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const show = (open: string[]) =>
    start(() => router.replace(open.length > 0 ? `${path}?open=${open.join(",")}` : path, { scroll: false }));
  return (
    <div aria-busy={isPending || undefined}>
      <Tree {...tree} onOpenChange={show} />
    </div>
  );
}
