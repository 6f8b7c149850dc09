import type { ComponentProps } from "react";
import { writable } from "@/components/written/written";
import { AppLink } from "./app-link";
import { buttonClass, type ButtonLook, type ButtonSize } from "./button";

/**
 * A link that looks like a button, for going somewhere; `file` makes it a plain link to a file. That it is one to keep is said by the answer
 * alone: told beforehand, the browser would keep whatever comes in its place, such as the page that asks who is there.
 */
export function ButtonLink({
  look,
  size,
  file = false,
  href,
  ...rest
}: Omit<ComponentProps<"a">, "href" | "className" | "download"> & { href: string; look?: ButtonLook; size?: ButtonSize; file?: boolean }) {
  if (file) return <a className={buttonClass(look, size)} href={href} {...rest} />;
  return <AppLink className={buttonClass(look, size)} href={href} {...rest} />;
}

writable(ButtonLink);
