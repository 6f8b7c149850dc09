import { expect, test } from "vitest";
import { formatDate, formatDateTime, relativeTime, toDateInput } from "./dates";

const now = "2026-11-22T12:00:00Z";

test("a moment near midnight falls on the day of the person's zone", () => {
  const moment = "2026-12-31T23:30:00Z";
  expect(formatDate(moment)).toBe("31 Dec 2026");
  expect(formatDate(moment, "Europe/Oslo")).toBe("1 Jan 2027");
  expect(formatDateTime(moment, "Europe/Oslo")).toBe("1 Jan 2027, 00:30");
  expect(toDateInput(moment, "America/New_York")).toBe("2026-12-31");
});

test.each([
  ["2026-11-22T11:59:30Z", "just now"],
  ["2026-11-22T11:01:00Z", "59 min ago"],
  ["2026-11-22T01:00:00Z", "11 h ago"],
  ["2026-11-21T13:00:00Z", "yesterday"],
  ["2026-11-20T12:00:00Z", "2 d ago"],
  ["2026-11-01T12:00:00Z", "1 Nov 2026"],
  ["2026-11-22T15:00:00Z", "in 3 h"],
  ["2026-11-23T11:00:00Z", "tomorrow"],
  ["2027-01-01T00:00:00Z", "1 Jan 2027"],
])("%s reads %s", (moment, words) => {
  expect(relativeTime(moment, "UTC", now)).toBe(words);
});

test("nothing and nonsense are empty", () => {
  expect([
    formatDate(null),
    formatDateTime(undefined),
    relativeTime(null),
    relativeTime("soon"),
    toDateInput("soon"),
  ]).toEqual(["", "", "", "", ""]);
});
