import type { ComponentProps } from "react";
import { AppLink } from "./app-link";
import { buttonClass, type ButtonLook, type ButtonSize } from "./button";

/** A link that looks like a button, for going somewhere; `download` makes it a plain link to a file. */
export function ButtonLink({
  look,
  size,
  download,
  href,
  ...rest
}: Omit<ComponentProps<"a">, "href" | "className"> & { href: string; look?: ButtonLook; size?: ButtonSize }) {
  if (download !== undefined) {
    return <a className={buttonClass(look, size)} href={href} download={download} {...rest} />;
  }
  return <AppLink className={buttonClass(look, size)} href={href} {...rest} />;
}
