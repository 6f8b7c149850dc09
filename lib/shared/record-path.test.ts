import { expect, test } from "vitest";
import { recordInPath } from "./record-path";

test.each([
  ["/customers/7/edit", { customerId: 7 }],
  ["/security-groups/12", { groupId: 12 }],
  ["/customers", {}],
  ["/customers/new", {}],
  ["/customers/0", {}],
  ["/customers/12345678901/edit", {}],
  ["/account/7", {}],
  ["/__proto__/7", {}],
  ["", {}],
])("%s is about %o", (path, record) => expect(recordInPath(path)).toEqual(record));
