import { expect, test } from "vitest";
import { deniedIn, deniedText } from "./denied";

test("a refusal travels in a digest whatever its names hold, and a digest without one gives nothing", () => {
  const denied = { permission: "roles.publish", allows: "Publish; and \"more\".", people: ["Åse; Ødegård", "李 雷"], more: 2, otherwise: "an administrator of A;B" };
  expect(deniedIn(`NEXT_HTTP_ERROR_FALLBACK;403;${deniedText(denied)}`)).toEqual(denied);
  expect(deniedText(denied)).not.toContain(";");
  expect([deniedIn("NEXT_HTTP_ERROR_FALLBACK;403"), deniedIn("x;denied=%"), deniedIn("x;denied={")]).toEqual([null, null, null]);
});
