import { expect, test } from "vitest";
import { msg } from "./language/text";
import { countedTotal, formatCount, formatMoney, formatShare } from "./numbers";

test("counts", () => {
  expect([formatCount(0), formatCount(999), formatCount(1284), formatCount(-1000000)]).toEqual([
    "0",
    "999",
    "1,284",
    "−1,000,000",
  ]);
});

const customers = msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}");

test("a total that was not counted to the end says so", () => {
  expect(countedTotal({ count: 1000, exact: false }, customers)).toBe("more than 1,000 customers");
  expect(countedTotal({ count: 0, exact: true }, customers)).toBe("no customers");
});

test("money keeps its cents, beyond what a float can hold", () => {
  expect([formatMoney(125000, "EUR"), formatMoney(-5, "NOK"), formatMoney(9007199254740993n, "EUR")]).toEqual([
    "1,250.00 EUR",
    "−0.05 NOK",
    "90,071,992,547,409.93 EUR",
  ]);
});

test("a little is never nothing, nearly all is never all", () => {
  expect([0, 0.004, 0.5, 0.996, 1].map(formatShare)).toEqual(["0%", "under 1%", "50%", "over 99%", "100%"]);
});
