"use client";

import { DirectionProvider } from "@base-ui/react/direction-provider";
import type { ReactNode } from "react";

/** Tells menus, sliders and lists which way the language runs, so that arrow keys and places follow it. */
export function Direction({ way, children }: { way: "ltr" | "rtl"; children: ReactNode }) {
  return <DirectionProvider direction={way}>{children}</DirectionProvider>;
}
