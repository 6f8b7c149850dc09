"use client";

import type { ComponentProps } from "react";
import { written } from "./written";

type Props = { as: "nav" } & ComponentProps<"nav">;

/** An element whose content the server writes as text where it can; in the browser all of it is React's. */
export function Written({ as: Element, children, ...rest }: Props) {
  const html = typeof window === "undefined" ? written(children) : null;
  return html === null ? <Element {...rest}>{children}</Element> : <Element {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}
