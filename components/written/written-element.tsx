"use client";

import type { ComponentProps } from "react";
import { writtenInside } from "./written";

type Props = { as: "nav" } & ComponentProps<"nav">;

/** An element whose content the server writes as text where it can; in the browser all of it is React's. */
export function Written({ as: Element, children, ...rest }: Props) {
  return <Element {...rest} {...writtenInside(children)} />;
}
