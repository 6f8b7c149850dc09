import { createContext, memo, useContext, type ReactElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { CheckMark } from "@/components/ui/marks";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { writable, written } from "./written";

const Zone = createContext("UTC");
const Shown = ({ text }: { text: ReactNode }) => <b title={useContext(Zone)}>{text}</b>;
writable(Shown);

const hostile = ["", "O'Hara", 'a "b"', "a < b", "a > b", "a & b", "Ann & Ben", '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "</td></tr></table>", "<!-- -->", "&amp;", "a b", "]]>", "\u0000x", "٣ <b>", "${1}", "\\u003c", "{{x}}"];

let seed = 7;
const below = (count: number) => (seed = (seed * 48271) % 2147483647) % count;
const pick = <Item,>(items: readonly Item[]): Item => items[below(items.length)]!;

function someNode(depth: number): ReactNode {
  const kinds: (() => ReactNode)[] = [
    () => pick(hostile),
    () => pick([null, undefined, true, false, 0, -1.5, 12]),
    () => [pick(hostile), pick(hostile), 3].map((each, key) => <span key={key}>{each}</span>),
    () => <Shown text={depth > 0 ? someNode(depth - 1) : pick(hostile)} />,
    () => <Status tone={pick(["ok", "caution", "danger", "neutral"])}>{pick(hostile)}</Status>,
    () => <RelativeTime at={pick(["2026-11-29T20:27:41.632Z", "2020-02-29T00:00:00.000Z", null])} />,
    () => <CheckMark className={pick(hostile)} />,
  ];
  if (depth === 0) return pick(kinds)();
  const children = () => Array.from({ length: below(4) }, (_, key) => <Keyed key={key}>{someNode(depth - 1)}</Keyed>);
  return pick([...kinds, () => someElement(children()), () => someElement(someNode(depth - 1)), () => <>{children()}</>])();
}

const Keyed = ({ children }: { children: ReactNode }) => children;
writable(Keyed);

const someElement = (children: ReactNode): ReactElement =>
  pick([
    <td key="x" className={pick(hostile)} data-label={pick(hostile)} aria-hidden={pick([true, false, undefined])}>{children}</td>,
    <a key="x" href={pick(["/customers/1?a=1&b='2'", "#x", "https://example.org/\"", "?q=<b>"])} data-go="" aria-label={pick(hostile)}>{children}</a>,
    <tr key="x" aria-selected={pick([true, undefined])} onClick={() => undefined} tabIndex={-1} suppressHydrationWarning>{children}</tr>,
    <p key="x" id={pick(hostile)} lang="de" dir="rtl">{children}<br />{pick(hostile)}</p>,
  ]);

/** Writes as a page does: while React renders, so that contexts can be read. */
function writtenInside(node: ReactNode): string | null {
  let html: string | null = null;
  const Page = () => {
    html = written(node);
    return null;
  };
  renderToString(<Page />);
  return html;
}

test("what is written is what React writes, whatever stands in it", () => {
  for (let run = 0; run < 3000; run++) {
    const node = someNode(4);
    expect(writtenInside(node)).toBe(renderToString(<>{node}</>));
  }
});

const Unmarked = () => <b>x</b>;
const Memo = memo(Unmarked);

test.each<[string, ReactNode]>([
  ["a part that is not marked", <Unmarked key="x" />],
  ["a memo", <Memo key="x" />],
  ["a context", <Zone key="x" value="CET">x</Zone>],
  ["HTML given as text", <p key="x" dangerouslySetInnerHTML={{ __html: "x" }} />],
  ["an address that may be a script", <a key="x" href="javascript:alert(1)">x</a>],
  ["an address that hides one", <a key="x" href={"\n java\tscript:alert(1)"}>x</a>],
  ["a style", <p key="x" style={{ color: "red" }} />],
  ["a field", <input key="x" />],
  ["a script", <script key="x" />],
  ["a film", <video key="x" src="/a" />],
  ["an attribute without a name of ours", <p key="x" {...{ "x onload": "1" }} />],
  ["a data attribute with more in its name", <p key="x" {...{ "data-x><script>": "1" }} />],
  ["a yes or no", <button key="x" disabled />],
  ["something to wait for", Promise.resolve("x")],
])("%s is left to React", (_, node) => {
  expect(written(<td>{node}</td>)).toBeNull();
});


test("an error in a part is the page's", () => {
  const Broken = () => {
    throw new Error("broken");
  };
  writable(Broken);
  expect(() => written(<Broken />)).toThrow("broken");
});
