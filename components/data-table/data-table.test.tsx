// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { msg } from "@/lib/shared/language/text";
import { defineList, type SearchParams } from "@/lib/shared/list-state";
import { DataTable } from "./data-table";
import type { FilterSpec } from "./filter-spec";
import { columnsFor } from "./table-columns";

const router = { push: vi.fn(), replace: vi.fn() };
vi.mock("next/navigation", () => ({ useRouter: () => router, usePathname: () => "/customers" }));

afterEach(() => {
  cleanup();
  router.push.mockReset();
  router.replace.mockReset();
});

type Row = { id: number; name: string; partner: string; tickets: number };

const definition = defineList({ sorts: ["name", "tickets"], filters: ["status", "city", "zip"] });
const column = columnsFor<Row>();
const columns = column.columns([
  column.accessor("name", { header: "Name" }),
  column.accessor("partner", { header: "Partner" }),
  column.accessor("tickets", { header: "Tickets", meta: { align: "right", optional: true } }),
]);
const rows = [
  { id: 1, name: "Fjordgata", partner: "North", tickets: 1 },
  { id: 2, name: "Bryggen", partner: "Bergen", tickets: 2 },
];
const filters: FilterSpec[] = [
  { kind: "choice", name: "status", label: "Status", options: [{ value: "suspended", label: "Suspended" }] },
];

function list(params: SearchParams = {}, found = rows, filterable = filters) {
  const page = { rows: found, next: "after-2", previous: null, total: { count: 1284, exact: true } };
  render(
    <DataTable
      label="Customers"
      noun={msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")}
      columns={columns}
      page={page}
      list={definition.parse(params)}
      definition={definition}
      filters={filterable}
      rowHref={(row) => `/customers/${row.id}`}
      empty={{ kind: "nothing", title: "No customers yet" }}
      bulk={(selection) => <p>ids {selection.ids.join()}</p>}
    />,
  );
}

const hrefOf = (name: string) =>
  new URL(screen.getByRole("link", { name }).getAttribute("href")!, "http://portal").searchParams;

test("a sorted heading leads to the other direction, another one to its own order", () => {
  list({ sort: "name", search: "bak" });
  expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
  expect(hrefOf("Name").get("sort")).toBe("-name");
  expect(hrefOf("Name").get("search")).toBe("bak");
  expect(within(screen.getByRole("columnheader", { name: "Partner" })).queryByRole("link")).toBeNull();
});

test("the next page keeps the question, and a page that is not there is no link", () => {
  list({ status: "suspended" });
  expect(hrefOf("Next").get("after")).toBe("after-2");
  expect(hrefOf("Next").get("status")).toBe("suspended");
  expect(screen.queryByRole("link", { name: "Previous" })).toBeNull();
  expect(screen.getByText("1,284 customers")).toBeTruthy();
});

test("a filter reads as a sentence and can be cleared", () => {
  list({ status: "suspended" });
  expect(screen.getByRole("button", { name: "Status is suspended" })).toBeTruthy();
  expect(hrefOf("Clear Status").get("status")).toBeNull();
});

test("a filter that was chosen by keyboard takes the focus, so that its value can be typed at once", async () => {
  list({}, rows, [...filters, { kind: "text", name: "city", label: "City" }, { kind: "text", name: "zip", label: "Zip" }]);
  await userEvent.click(screen.getByRole("button", { name: "Add filter" }));
  (await screen.findByRole("button", { name: "City" })).focus();
  await userEvent.keyboard("{Enter}");

  expect(document.activeElement).toBe(await screen.findByRole("textbox", { name: "City" }));
});

test("Enter searches at once and leaves no step for the back button", async () => {
  list();
  await userEvent.type(screen.getByRole("searchbox"), "bak{Enter}");
  expect(router.replace).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("search=bak"), { scroll: false });
});

test("optional columns wait to be chosen, the address decides", () => {
  list();
  expect(screen.queryByRole("columnheader", { name: "Tickets" })).toBeNull();
  cleanup();
  list({ columns: "tickets" });
  expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["", "Name", "Tickets"]);
});

test("a press on a row opens it; its box only selects", async () => {
  list();
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Bryggen" }));
  expect(router.push).not.toHaveBeenCalled();
  expect(screen.getByText("ids 2")).toBeTruthy();
  await userEvent.click(screen.getByRole("cell", { name: "Bergen" }));
  expect(router.push).toHaveBeenCalledExactlyOnceWith("/customers/2");
});

test("nothing at all and nothing that matches are told apart", () => {
  list({}, []);
  expect(screen.getByText("No customers yet")).toBeTruthy();
  cleanup();
  list({ search: "zzz" }, []);
  expect(screen.getByText("Nothing matches.")).toBeTruthy();
  expect(hrefOf("Clear search and filters").get("search")).toBeNull();
});
