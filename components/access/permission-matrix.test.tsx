// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { PermissionEntry } from "@/lib/access/permissions";
import { PermissionMatrix } from "./permission-matrix";

afterEach(cleanup);

const entry = (key: string, implies: string[] = []): PermissionEntry => ({
  key,
  kind: "write",
  implies,
  sentence: `May ${key}.`,
  risk: "normal",
});

const entries = [
  entry("customers.list"),
  entry("customers.view", ["customers.list"]),
  entry("customers.edit", ["customers.view"]),
  entry("customers.suspend", ["customers.view"]),
  entry("users.list"),
  entry("users.view", ["users.list"]),
  entry("users.edit", ["users.view"]),
];

const locked = { "users.edit": "You do not have it yourself." };

function matrix(granted: string[], props: { readOnly?: boolean } = {}) {
  const { container } = render(
    <form>
      <PermissionMatrix label="Permissions" entries={entries} granted={granted} locked={locked} {...props} />
    </form>,
  );
  return () => new FormData(container.querySelector("form")!).getAll("permissions");
}

const cell = (name: string) => screen.getByRole("checkbox", { name: new RegExp(`^${name}:`) });

test("what comes with another is ticked, names it, and cannot be cleared alone", async () => {
  const sent = matrix(["customers.view", "customers.edit"]);
  expect(cell("Customers, view").getAttribute("aria-label")).toContain("comes with another");
  expect(cell("Customers, list").getAttribute("aria-label")).toContain("Comes with “May customers.view”");
  await userEvent.click(cell("Customers, view"));
  expect(sent()).toEqual(["customers.view", "customers.edit"]);
});

test("without the one that brought it, it is what it was before", async () => {
  const sent = matrix(["customers.view", "customers.edit"]);
  await userEvent.click(cell("Customers, edit"));
  expect(sent()).toEqual(["customers.view"]);
  expect(cell("Customers, view").getAttribute("aria-label")).toContain("granted here");
  expect(cell("Customers, edit").getAttribute("aria-label")).toContain("off, changed");
});

test("a locked permission says why and does not move, neither alone nor with its row", async () => {
  const sent = matrix([]);
  expect(cell("Users, edit").getAttribute("aria-label")).toContain("You do not have it yourself.");
  await userEvent.click(cell("Users, edit"));
  await userEvent.click(screen.getByRole("button", { name: "Users, all" }));
  expect(sent()).toEqual(["users.list", "users.view"]);
});

test("the keyboard walks the grid from one tab stop", async () => {
  const sent = matrix([]);
  await userEvent.tab();
  expect(document.activeElement).toBe(cell("Customers, list"));
  await userEvent.keyboard("{ArrowDown}{ArrowRight}");
  expect(document.activeElement).toBe(cell("Users, view"));
  await userEvent.keyboard(" ");
  expect(sent()).toEqual(["users.view"]);
  await userEvent.keyboard("{ArrowUp}{End}");
  expect(document.activeElement).toBe(cell("Customers, suspend"));
  await userEvent.keyboard("{Home}");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Customers, all" }));
  await userEvent.keyboard("{ArrowUp}{Enter}");
  expect(sent()).toEqual(["customers.list", "users.list", "users.view"]);
  await userEvent.tab();
  expect(document.activeElement).toBe(document.body);
});

test("a column turns off when all of it is on", async () => {
  const sent = matrix(["customers.list", "users.list"]);
  await userEvent.click(screen.getByRole("button", { name: "List, all" }));
  expect(sent()).toEqual([]);
});

test("read only, there is nothing to press and nothing is sent", () => {
  const sent = matrix(["customers.edit"], { readOnly: true });
  expect(screen.queryAllByRole("checkbox")).toEqual([]);
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(sent()).toEqual([]);
});
