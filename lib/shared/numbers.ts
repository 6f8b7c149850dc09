import { localeOf } from "./language/languages";
import { languageNow } from "./language/reader";
import { t, type Message } from "./language/text";
import type { Total } from "./page";

const formats = new Map<string, Intl.NumberFormat>();

function format(): Intl.NumberFormat {
  const locale = localeOf[languageNow()];
  const ready = formats.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  formats.set(locale, ready);
  return ready;
}

/** 1284 becomes "1,284", in German "1.284". */
export function formatCount(value: number): string {
  return (value < 0 ? "−" : "") + format().format(Math.abs(Math.round(value)));
}

/** The total of a list as words, by a noun like `{count, plural, =0 {no customers} one {# customer} other {# customers}}`: "1,284 customers", "more than 1,000 customers", "no customers". */
export function countedTotal(total: Total, noun: Message): string {
  const things = t(noun, { count: total.count });
  return total.exact ? things : t("more than {things}", { things });
}

/** An amount in minor units (cents) with its currency after it: "1,250.00 EUR", in German "1.250,00 EUR". */
export function formatMoney(minor: number | bigint, currency: string): string {
  const amount = BigInt(minor);
  const size = amount < 0n ? -amount : amount;
  const cents = String(size % 100n).padStart(2, "0");
  const point = new Intl.NumberFormat(localeOf[languageNow()]).formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
  return `${amount < 0n ? "−" : ""}${format().format(size / 100n)}${point}${cents} ${currency}`;
}

/** A share between 0 and 1 as whole percent; a little is never shown as nothing, nor nearly all as all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return t("under 1%");
  if (share > 0.99 && share < 1) return t("over 99%");
  return `${Math.round(share * 100)}%`;
}
