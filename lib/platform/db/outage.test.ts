import { expect, test } from "vitest";
import { OutOfTime } from "../../shared/request-time";
import { isHungUp, isOutage } from "./outage";

test.each([
  [{ code: "ECONNREFUSED" }],
  [{ code: "57P01", message: "terminating connection due to administrator command" }],
  [{ code: "53300" }],
  [{ code: "53100", message: "could not extend file: No space left on device" }],
  [{ code: "58030", message: "could not fsync file: Input/output error" }],
  [new Error("Connection terminated unexpectedly")],
  [new Error("timeout exceeded when trying to connect")],
  [new Error("Query read timeout")],
  [new OutOfTime()],
  [Object.assign(new Error("ConnectionClosed"), { cause: { kind: "ConnectionClosed" } })],
  [{ code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "57P03" } } } }],
  [Object.assign(new Error("wrapped"), { cause: { code: "ECONNRESET" } })],
])("a database that is away or overloaded is told from a bug: %j", (error) => expect(isOutage(error)).toBe(true));

test.each([[null], ["text"], [new TypeError("x is not a function")], [new Error("ConnectionClosed is not defined")], [{ code: "23505" }], [{ code: "P2002" }], [{ code: "42703", message: "column does not exist" }]])(
  "a bug stays a bug: %j",
  (error) => expect(isOutage(error)).toBe(false),
);

test("a browser that went away is neither", () => {
  const error = Object.assign(new Error("aborted"), { code: "ECONNRESET" });

  expect([isHungUp(error), isOutage(error)]).toEqual([true, false]);
  expect(isHungUp(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }))).toBe(false);
});
