import type { Total } from "./page";

/** 1284 becomes "1,284". */
export function formatCount(value: number): string {
  const sign = value < 0 ? "−" : "";
  return sign + String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 customer", "1,284 customers"; `many` defaults to the word with an s. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** The total of a list as words: "1,284 customers", "more than 1,000 customers", "no customers". */
export function countedTotal(total: Total, one: string, many = `${one}s`): string {
  if (!total.exact) return `more than ${formatCount(total.count)} ${many}`;
  return total.count === 0 ? `no ${many}` : counted(total.count, one, many);
}

/** An amount in minor units (cents) with its currency after it: "1,250.00 EUR". */
export function formatMoney(minor: number | bigint, currency: string): string {
  const amount = BigInt(minor);
  const size = amount < 0n ? -amount : amount;
  const cents = String(size % 100n).padStart(2, "0");
  const whole = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0n ? "−" : ""}${whole}.${cents} ${currency}`;
}

/** A share between 0 and 1 as whole percent; a little is never shown as nothing, nor nearly all as all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return "under 1%";
  if (share > 0.99 && share < 1) return "over 99%";
  return `${Math.round(share * 100)}%`;
}
