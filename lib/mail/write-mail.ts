import "server-only";
import { render, toPlainText } from "react-email";
import { deviceName } from "../shared/device-name";
import { localeOf, type Language } from "../shared/language/languages";
import { inLanguage } from "../shared/language/reader";
import { stepText } from "../shared/ready-checklists";
import { roleText } from "../shared/ready-roles";
import { isMailName, templates } from "./registry";
import type { Template, Writing } from "./template";
import { textsOf } from "./texts/languages";

export type Written = { subject: string; html: string; text: string };

/** Who reads it: in which language, and by which clock; without a zone of their own by UTC. Moments name their zone, so that nobody has to know. */
export type Reader = { locale: Language; timeZone?: string | undefined; portalUrl: string };

// Whatever came in with a name must not begin a new header, nor turn the direction of what follows.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** One line of plain text, for headers. */
export const oneLine = (text: string) => text.replace(unprintable, " ").replace(/ {2,}/g, " ").trim();

/** How the text twin differs from a page read aloud: a fact is one line, an address stands once, names keep their capitals. */
const plainly: NonNullable<Parameters<typeof toPlainText>[1]>["selectors"] = [
  { selector: "h1", options: { uppercase: false } },
  { selector: ".beside-button", format: "skip" },
  { selector: "table.fact", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  { selector: "td.label", format: "inlineSurround", options: { prefix: "", suffix: ": " } },
  { selector: "td.value", format: "inline" },
];

/** Writes a mail in the reader's language: its subject, the HTML, and the same as plain text. Throws when the template or its data are not ours. */
export async function writeMail(name: string, data: unknown, reader: Reader): Promise<Written> {
  const { template, parsed, writing } = opened(name, data, reader);
  const html = await render(template.body(parsed, writing));
  const text = toPlainText(html, { selectors: plainly });
  return { subject: oneLine(template.subject(parsed, writing)), html, text };
}

/** Only its subject, for lists. */
export function subjectOf(name: string, data: unknown, reader: Reader): string {
  const { template, parsed, writing } = opened(name, data, reader);
  return oneLine(template.subject(parsed, writing));
}

/** What has to be known of a template before it is written. */
export const natureOf = (name: string) => (isMailName(name) ? (templates[name] as Template<unknown>) : null);

function opened(name: string, data: unknown, reader: Reader) {
  if (!isMailName(name)) throw new Error(`There is no mail called ${name}.`);
  const template = templates[name] as Template<unknown>;
  return { template, parsed: template.schema.parse(data), writing: writingFor(reader) };
}

function writingFor({ locale, timeZone = "UTC", portalUrl }: Reader): Writing {
  const written = localeOf[locale];
  const moments = new Intl.DateTimeFormat(written, { dateStyle: "long", timeStyle: "short", timeZone });
  const days = new Intl.DateTimeFormat(written, { dateStyle: "long", timeZone });
  const zone = new Intl.DateTimeFormat(written, { timeZone, timeZoneName: "short" });
  const zoneAt = (at: string) => zone.formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")!.value;
  return {
    texts: textsOf[locale],
    moment: (at) => `${moments.format(new Date(at))} ${zoneAt(at)}`,
    day: (at) => days.format(new Date(at)),
    device: (userAgent) => (userAgent ? inLanguage(locale, () => deviceName(userAgent)) : null),
    step: (text) => inLanguage(locale, () => stepText(text)),
    role: (name) => inLanguage(locale, () => roleText(name)),
    link: (path) => ownLink(portalUrl, path),
  };
}

/** Links lead to the portal's configured address alone, whatever a request said its host was. */
function ownLink(portalUrl: string, path: string): string {
  const link = new URL(`${portalUrl}${path}`);
  if (!path.startsWith("/") || path.startsWith("//") || link.origin !== new URL(portalUrl).origin) throw new Error("A mail may only link to the portal.");
  return link.href;
}
