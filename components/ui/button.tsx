import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export type ButtonLook = "primary" | "secondary" | "danger" | "quiet";
export type ButtonSize = "small" | "normal";

const looks: Record<ButtonLook, string> = {
  primary: "border-accent bg-accent text-accent-ink hover:border-accent-2 hover:bg-accent-2",
  secondary: "border-line-2 bg-panel text-ink hover:border-control",
  danger: "border-danger bg-danger text-danger-ink hover:border-danger-2 hover:bg-danger-2",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
};

const sizes: Record<ButtonSize, string> = { small: "min-h-7 px-2.5 text-xs", normal: "min-h-[34px] px-3 text-sm" };

/** The classes of a button, for links and triggers that look like one. */
export const buttonClass = (look: ButtonLook = "secondary", size: ButtonSize = "normal") =>
  classNames(
    "inline-flex items-center justify-center gap-1.5 rounded-md border font-[560] whitespace-nowrap no-underline select-none",
    "disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-default aria-disabled:opacity-60",
    looks[look],
    sizes[size],
  );

/** A button; its text says what happens. It submits only when told to (`type="submit"`). */
export function Button({
  look,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: ButtonLook; size?: ButtonSize }) {
  return <button type={type} className={classNames(buttonClass(look, size), className)} {...rest} />;
}
