import { classNames } from "./class-names";

const sizes = { small: "size-6 text-2xs", medium: "size-8 text-xs", large: "size-24 text-2xl" } as const;

/** The first letters of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letter = (word: string | undefined) => [...(word ?? "")][0] ?? "";
  return (letter(words[0]) + (words.length > 1 ? letter(words.at(-1)) : "")).toLocaleUpperCase("en");
}

/** A person's picture, or the first letters of their name. It stands beside the name, so it says nothing of its own: the letters are no text of the page. */
export function Avatar({ name, src, size = "medium" }: { name: string; src: string | null; size?: keyof typeof sizes }) {
  const look = classNames("inline-grid flex-none place-items-center overflow-hidden rounded-full border border-line-2 bg-sunken", sizes[size]);
  if (!src) {
    return (
      <span aria-hidden="true" data-initials={initialsOf(name)} className={classNames(look, "font-[560] text-ink-2 before:content-[attr(data-initials)]")} />
    );
  }
  // eslint-disable-next-line @next/next/no-img-element -- it is small already, and only whoever may see the person gets it
  return <img src={src} alt="" width={256} height={256} loading="lazy" decoding="async" className={classNames(look, "object-cover")} />;
}
