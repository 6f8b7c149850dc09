import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { deniedTo } from "./denied";

test("who was given a permission that a cap or a limit holds back is told that, and not to ask for it once more", async () => {
  const keys = ["customers.view", "customers.edit"] as const;
  const [free, limited] = [await build.organization(), await build.organization(undefined, { hasGuardrail: true, guardrail: ["customers.view"] })];

  const capped = await build.person(free, keys, { fields: { readOnly: true } });
  expect(await deniedTo(capped, "customers.edit")).toMatchObject({ people: [], otherwise: "", bite: expect.stringContaining("for reading only") });
  const barred = await build.person(limited, keys);
  expect(await deniedTo(barred, "customers.edit")).toMatchObject({ otherwise: "", bite: expect.stringContaining("limit of your partner") });
  const reader = await build.person(free, keys, { level: "read" });
  expect(await deniedTo(reader, "customers.edit")).toMatchObject({ otherwise: expect.stringContaining("administrator of"), bite: "You were given it for reading only." });
});

test("who was never given it, or may use it elsewhere, is told whom to ask", async () => {
  const partner = await build.organization();
  const elsewhere = await build.person(partner, ["customers.view", "customers.edit"], { kind: "direct", ref: (await build.organization(partner)).id });

  for (const key of ["customers.edit", "roles.publish"]) expect(await deniedTo(elsewhere, key)).toMatchObject({ otherwise: expect.stringContaining("administrator of") });
  expect(await deniedTo(elsewhere, "customers.edit")).not.toHaveProperty("bite");
  expect(await deniedTo(elsewhere, "customers.fly")).toBeNull();
});
