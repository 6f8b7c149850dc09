import { expect, test } from "vitest";
import { newPasswordInput } from "./new-password";
import { requireTyped } from "./typed-password";

const owner = { name: "Marit Fjeld", email: "marit@fjordlink.example" };

/** What is said of both fields, by the schema or else by the command. */
function said(password: string, repeat: string): Record<string, string> {
  const parsed = newPasswordInput.safeParse({ password, repeat });
  if (!parsed.success) return Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message]));
  try {
    requireTyped(parsed.data, owner);
    return {};
  } catch (error) {
    return (error as { fields: Record<string, string> }).fields;
  }
}

const [differ, early, about, short] = ["Type the same password twice.", expect.stringContaining("guessed early") as string, expect.stringContaining("neither the name") as string, expect.stringContaining("at least 15") as string];

test.each([
  ["passwordpassword", "passwordpasswort", { password: early, repeat: differ }],
  ["marit on the water", "marit on the river", { password: about, repeat: differ }],
  ["short", "shore", { password: short, repeat: differ }],
  ["lanterns drift over quiet water", "lanterns drift", { repeat: differ }],
  ["passwordpassword", "passwordpassword", { password: early }],
  ["lanterns drift over quiet water", "lanterns drift over quiet water", {}],
])("of %s and %s all that is wrong is said at once", (password, repeat, faults) => {
  expect(said(password, repeat)).toEqual(faults);
});
