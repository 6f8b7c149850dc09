"use client"; // for the same reason as missing.tsx

import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";
import { LanguageChoice } from "./language-choice";

/** The frame of pages without a menu: signing in, invitations, errors. One narrow column. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh w-full max-w-[408px] flex-col gap-6 px-4 pt-[12dvh] pb-10">
      <BrandMark />
      {children}
      <LanguageChoice />
    </main>
  );
}
