// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { compileAccess } from "@/lib/access/compile";
import type { Viewer } from "@/lib/access/viewer";
import { small, smallGrant, smallNow, smallWorld } from "@/lib/testing/small-world";
import { viewerFacts } from "@/lib/testing/world";
import { FirstSteps } from "./home-first-steps";

afterEach(cleanup);

function stepsOf(userId: number, role?: string): string[] {
  const facts = viewerFacts(smallWorld(...(role ? [smallGrant({ role, userId })] : [])), userId);
  render(<FirstSteps viewer={{ facts, access: compileAccess(facts, smallNow) } as Viewer} />);
  return screen.queryAllByRole("link").map((link) => link.textContent);
}

test("an empty portal leads its first administrator to the organization's name, partners, customers and people", () => {
  expect(stepsOf(small.user.otto, "full-access")).toEqual(["Name your organization", "Create the first partner", "Import customers from a file", "Invite your people"]);
});

test("nobody is led to what they may not do, and no partner at all", () => {
  expect(stepsOf(small.user.otto, "front-desk")).toEqual([]);
  expect(stepsOf(small.user.otto)).toEqual([]);
  expect(stepsOf(small.user.nora, "full-access")).toEqual([]);
});
