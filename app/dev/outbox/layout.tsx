import type { ReactNode } from "react";
import { BrandMark } from "@/components/frame/brand-mark";

/** The outbox stands outside the portal's frame: it is also there for those who are not signed in. */
export default function OutboxLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh w-full max-w-[960px] flex-col gap-6 px-4 py-8">
      <BrandMark />
      <div>{children}</div>
    </main>
  );
}
