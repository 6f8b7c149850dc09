// @vitest-environment happy-dom
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { PermissionEntry } from "@/lib/access/permissions";
import { PermissionMatrix } from "./permission-matrix";

afterEach(cleanup);

const entry = (key: string, implies: string[] = [], risk: PermissionEntry["risk"] = "normal"): PermissionEntry => ({
  key,
  kind: "write",
  implies,
  sentence: `May ${key}.` as unknown as PermissionEntry["sentence"],
  risk,
});

const entries = [
  entry("customers.list"),
  entry("customers.view", ["customers.list"]),
  entry("customers.edit", ["customers.view"]),
  entry("customers.suspend", ["customers.view"], "dangerous"),
  entry("users.list"),
  entry("users.view", ["users.list"]),
  entry("users.edit", ["users.view"]),
];

const locked = { "users.edit": "You do not have it yourself." };

const denied = { "customers.suspend": "The limit of Nordlys leaves it out." };

function matrix(granted: string[], props: { readOnly?: boolean; denied?: Record<string, string> } = {}) {
  const { container } = render(
    <form>
      <PermissionMatrix label="Permissions" entries={entries} granted={granted} locked={locked} {...props} />
    </form>,
  );
  return () => new FormData(container.querySelector("form")!).getAll("permissions");
}

const search = () => screen.getByRole("searchbox", { name: "Find a permission" });
const cells = () => screen.getAllByRole("checkbox", { name: /:/ }).map((each) => each.getAttribute("aria-label")!.split(":")[0]);
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
  expect(document.activeElement).toBe(search());
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
  await userEvent.keyboard("{Control>}{End}{/Control}");
  expect(document.activeElement).toBe(cell("Users, edit"));
  await userEvent.keyboard("{Control>}{Home}{/Control}{ArrowDown}");
  expect(document.activeElement).toBe(cell("Customers, list"));
  await userEvent.tab();
  expect(document.activeElement).toBe(document.body);
});

test("read from right to left, the left arrow leads onward", async () => {
  render(
    <DirectionProvider direction="rtl">
      <PermissionMatrix label="Permissions" entries={entries} granted={[]} />
    </DirectionProvider>,
  );
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard("{ArrowLeft}");
  expect(document.activeElement).toBe(cell("Customers, view"));
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(cell("Customers, list"));
});

test("a heading says whether all, some or none of its permissions are on, and the words of the cell before it go", async () => {
  matrix(["customers.view"]);
  const pressed = (name: string) => screen.getByRole("button", { name: `${name}, all` }).getAttribute("aria-pressed");
  expect([pressed("Customers"), pressed("Users"), pressed("List")]).toEqual(["mixed", "false", "mixed"]);
  await userEvent.click(cell("Users, view"));
  expect([pressed("View"), pressed("List")]).toEqual(["true", "true"]);
  expect(screen.getByText("May users.view.")).toBeTruthy();
  await userEvent.keyboard("{Home}");
  expect(screen.queryByText("May users.view.")).toBeNull();
});

test("a column turns off when all of it is on", async () => {
  const sent = matrix(["customers.list", "users.list"]);
  await userEvent.click(screen.getByRole("button", { name: "List, all" }));
  expect(sent()).toEqual([]);
});

test("a given permission that does not work is crossed and says what keeps it; it can still be taken out", async () => {
  const sent = matrix(["customers.suspend"], { denied });
  expect(cell("Customers, suspend").getAttribute("aria-label")).toContain("given, but does not work. May customers.suspend. Dangerous: think twice. The limit of Nordlys leaves it out.");
  expect(cell("Customers, suspend").getAttribute("aria-checked")).toBe("true");
  await userEvent.click(cell("Customers, suspend"));
  expect(sent()).toEqual([]);
});

test("the search finds by area, words and risk, and a heading turns only what is shown", async () => {
  const sent = matrix([]);
  await userEvent.type(search(), "dangerous");
  expect(cells()).toEqual(["Customers, suspend"]);
  await userEvent.click(screen.getByRole("button", { name: "Customers, all" }));
  expect(sent()).toEqual(["customers.suspend"]);
  await userEvent.clear(search());
  await userEvent.type(search(), "users v");
  expect(cells()).toEqual(["Users, view"]);
  await userEvent.tab();
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Users, all" }));
  await userEvent.clear(search());
  await userEvent.type(search(), "nowhere");
  expect(screen.queryByRole("grid")).toBeNull();
  expect(screen.getByText("No permission is called “nowhere”.")).toBeTruthy();
});

test("typing into the search is no part of the form, and Enter there sends nothing", async () => {
  let sends = 0;
  const heard: string[] = [];
  render(
    <form onInput={() => heard.push("input")} onSubmit={() => sends++}>
      <PermissionMatrix label="Permissions" entries={entries} granted={[]} />
      <button>Save</button>
    </form>,
  );
  await userEvent.type(search(), "users{Enter}");
  expect([heard, sends]).toEqual([[], 0]);
});

test("what is changed is counted, and can be shown alone", async () => {
  matrix(["customers.list"]);
  expect(screen.queryByLabelText("Only show changes")).toBeNull();
  await userEvent.click(cell("Users, view"));
  expect(screen.getByText("2 permissions changed, not saved")).toBeTruthy();
  await userEvent.click(screen.getByLabelText("Only show changes"));
  expect(cells()).toEqual(["Users, list", "Users, view"]);
  await userEvent.click(cell("Users, view"));
  expect(screen.getByText("Nothing is changed.")).toBeTruthy();
});

test("read only, it is sentences: what brings a permission along, what keeps it from working, and where there is nothing", () => {
  const sent = matrix(["customers.edit", "customers.suspend"], { readOnly: true, denied });
  expect(screen.queryAllByRole("checkbox")).toEqual([]);
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(sent()).toEqual([]);
  const items = screen.getAllByRole("listitem").map(({ textContent }) => textContent.replace(/\s+/g, " "));
  expect(items).toContainEqual(expect.stringContaining("May customers.view. comes with another. Comes with “May customers.edit”."));
  expect(items).toContainEqual(expect.stringContaining("Dangerous: think twice. given, but does not work. The limit of Nordlys leaves it out."));
  expect(screen.getByText("Nothing in: Users.")).toBeTruthy();
  expect(document.body.textContent).not.toContain("May users.edit");
});
