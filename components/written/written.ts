import { Fragment, type ReactElement, type ReactNode } from "react";

type Part = (props: never) => ReactNode;

const parts = new WeakSet<Part>();

/**
 * Marks a part that may be written without React: a function of its props and of contexts alone, without state, effects or ids of its own.
 * Its markup in the browser is still React's.
 */
export function writable(...marked: Part[]): void {
  for (const part of marked) parts.add(part);
}

/** What a page is told while it is written where something turns up that only React can write. */
class OnlyReact extends Error {}

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const special = /[&<>"']/;
const allSpecial = /[&<>"']/g;

const escaped = (text: string) => (special.test(text) ? text.replace(allSpecial, (sign) => signs[sign]!) : text);

const elements = new Set(
  "a abbr b br button caption circle code dd div dl dt em h1 h2 h3 h4 kbd li nav ol p path section small span strong svg table tbody td th thead time tr ul".split(" "),
);

/** Attributes as React writes them. Those that a browser would act upon otherwise (`on…`, `style`, addresses but `href`) are not here. */
const attributes: Readonly<Record<string, string>> = {
  ...Object.fromEntries("cx cy d dateTime dir fill height href id lang r role scope stroke title type viewBox width".split(" ").map((name) => [name, name])),
  ...{ className: "class", strokeLinecap: "stroke-linecap", strokeLinejoin: "stroke-linejoin", strokeWidth: "stroke-width", tabIndex: "tabindex" },
};

/** Addresses of our own and of the open web; React looks at all others itself. */
const harmless = /^(?:[/#?]|https?:)/;

const named = /^(?:aria|data)-[a-z-]+$/;

/** How an attribute begins; a name that is not ours has none. */
const openings = new Map(Object.entries(attributes).map(([name, written]) => [name, ` ${written}="`]));

function openingOf(name: string): string {
  const known = openings.get(name);
  if (known !== undefined) return known;
  if (!named.test(name)) throw new OnlyReact();
  const made = ` ${name}="`;
  openings.set(name, made);
  return made;
}

const isSaid = (name: string, value: unknown) => typeof value === "string" || typeof value === "number" || (typeof value === "boolean" && named.test(name));

function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null || typeof value === "function" || name === "children" || name === "suppressHydrationWarning") return "";
  const opening = openingOf(name);
  if (!isSaid(name, value)) throw new OnlyReact();
  const text = String(value);
  if (name === "href" && !harmless.test(text)) throw new OnlyReact();
  return `${opening}${escaped(text)}"`;
}

/** Text beside text is two nodes for React; a comment keeps them apart. */
type Line = { html: string; endsInText: boolean };

function writeText(text: string, line: Line): void {
  if (text === "") return;
  line.html += line.endsInText ? `<!-- -->${escaped(text)}` : escaped(text);
  line.endsInText = true;
}

function openingTag(name: string, props: Record<string, unknown>): string {
  if (!elements.has(name)) throw new OnlyReact();
  let opening = `<${name}`;
  for (const key in props) opening += attribute(key, props[key]);
  return name === "br" ? `${opening}/>` : `${opening}>`;
}

function writeElement(name: string, props: Record<string, unknown>, line: Line): void {
  line.html += openingTag(name, props);
  line.endsInText = false;
  if (name === "br") return;
  write(props.children as ReactNode, line);
  line.html += `</${name}>`;
  line.endsInText = false;
}

function write(node: ReactNode, line: Line): void {
  if (node === null || node === undefined || typeof node === "boolean") return;
  if (typeof node === "string") return writeText(node, line);
  if (typeof node === "number") return writeText(String(node), line);
  if (Array.isArray(node)) {
    for (const each of node) write(each as ReactNode, line);
    return;
  }
  const { type, props } = node as ReactElement<Record<string, unknown>>;
  if (typeof type === "string") return writeElement(type, props, line);
  if ((type as unknown) === Fragment) return write(props.children as ReactNode, line);
  if (typeof type !== "function" || !parts.has(type as Part)) throw new OnlyReact();
  write((type as (props: unknown) => ReactNode)(props), line);
}

function orNull(write: () => string): string | null {
  try {
    return write();
  } catch (error) {
    if (error instanceof OnlyReact) return null;
    throw error;
  }
}

/** The opening of an element, for one that stands in every row of a table; null where only React can write it. */
export const writtenOpening = (name: string, props: Record<string, unknown>): string | null => orNull(() => openingTag(name, props));

/**
 * The HTML that React would write for plain elements, texts and parts that are `writable`, at a small share of its work; null where
 * something else is among them. React pays for each element what it needs for suspending, errors and ids, and rows need none of it.
 */
export function written(node: ReactNode): string | null {
  if (typeof node === "string") return escaped(node);
  return orNull(() => {
    const line: Line = { html: "", endsInText: false };
    write(node, line);
    return line.html;
  });
}

/**
 * What stands in an element: written as text on the server where it can be, in the browser React's own. `<div {...writtenInside(parts)} />`.
 * A part that React will change while somebody is in it (a field, a button) is not written anyway.
 */
export function writtenInside(children: ReactNode): { children: ReactNode } | { dangerouslySetInnerHTML: { __html: string } } {
  const html = typeof window === "undefined" ? written(children) : null;
  return html === null ? { children } : { dangerouslySetInnerHTML: { __html: html } };
}
