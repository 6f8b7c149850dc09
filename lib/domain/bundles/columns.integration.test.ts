import { expect, test } from "vitest";
import { ownerPool } from "@/lib/platform/db/client";
import { kindPlans } from "./kinds";

/** What a bundle leaves out, and why; every other column of a kind's table comes back with it. */
const leftOut: Record<string, string> = {
  id: "the database's own number; a bundle speaks in keys",
  version: "counts the edits here",
  updated_at: "when it was edited here",
  password_hash: "a secret stays where it is",
  last_sign_in_at: "happened here",
  reactivated_at: "happened here",
  idle_warned_at: "happened here",
  password_changed_at: "happened here",
  picture: "the person's own, with their account",
  contact_note: "the person's own, with their account",
  locale: "the person's own, with their account",
  language_read: "happened here",
  time_zone: "the person's own, with their account",
  theme: "the person's own, with their account",
  sign_in_mail: "the person's own, with their account",
  has_shortcuts: "the person's own, with their account",
  needs_new_password: "a demand on the password, which stays where it is",
  idle_days: "how accounts end is set up on each portal",
  idle_warning_days: "how accounts end is set up on each portal",
};

test.each(kindPlans.map((plan) => [plan.table, plan] as const))("every column of %s is in a bundle, or left out for a reason", async (table, { columns }) => {
  const { rows } = await ownerPool().query<{ name: string }>("SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'", [table]);
  const carried = new Set(columns.map(([column]) => column));

  expect(rows.map(({ name }) => name).filter((name) => !carried.has(name) && !(name in leftOut))).toEqual([]);
  expect(rows.length).toBeGreaterThan(carried.size);
});
