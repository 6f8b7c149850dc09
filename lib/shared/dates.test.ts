import { expect, test } from "vitest";
import { formatDate, formatDateTime, relativeTime, startOfDay, toDateInput } from "./dates";

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

test.each([
  ["2026-12-31", "UTC", 0, "2026-12-31T00:00:00.000Z"],
  ["2026-12-31", "Europe/Oslo", 0, "2026-12-30T23:00:00.000Z"],
  ["2026-12-31", "Europe/Oslo", 1, "2026-12-31T23:00:00.000Z"],
  ["2026-07-01", "America/New_York", 0, "2026-07-01T04:00:00.000Z"],
  ["2026-03-29", "Europe/Oslo", 1, "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Oslo", 1, "2026-10-25T23:00:00.000Z"],
  ["2026-01-01", "Asia/Kathmandu", 0, "2025-12-31T18:15:00.000Z"],
])("the day %s in %s begins, %i later, at %s", (day, zone, later, moment) => {
  expect(startOfDay(day, zone, later)?.toISOString()).toBe(moment);
});

test("what is no day has no beginning", () => {
  expect(["", "2026-13-01", "2026-12-31T00:00:00Z", "yesterday"].map((text) => startOfDay(text))).toEqual([null, null, null, null]);
});
