import { renderToString } from "react-dom/server";
import { beforeAll, expect, test, vi } from "vitest";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { msg } from "@/lib/shared/language/text";
import { defineList } from "@/lib/shared/list-state";
import { columnChoices } from "./column-choices";
import { DataTable, LiveRows } from "./data-table";
import { columnsFor } from "./table-columns";
import { writtenTable } from "./written-table";

vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/customers" }));
beforeAll(() => void vi.useFakeTimers({ now: new Date("2026-11-29T20:30:00Z"), toFake: ["Date"] }));

type Row = { id: number; name: string; partner: string | null; tickets: number; at: string };

const definition = defineList({ sorts: ["name", "tickets"], filters: [] });
const column = columnsFor<Row>();
const columns = column.columns([
  column.accessor("name", { header: 'Name & "sign"' }),
  column.accessor("partner", { header: "Partner", meta: { muted: true } }),
  column.accessor("tickets", { header: "Tickets", meta: { align: "right", hideOnCard: true } }),
  column.accessor("name", { id: "state", header: "State", cell: ({ row }) => <Status tone="caution">{row.original.name}</Status> }),
  column.accessor((row) => row.tickets * 2, { id: "double", header: "Double", cell: ({ getValue }) => `${getValue()}!` }),
  column.accessor("partner", { id: "both", header: "Both", cell: ({ row, getValue }) => `${getValue()} ${row.original.tickets}` }),
  column.accessor("partner", { id: "hidden", header: "Hidden", meta: { optional: true } }),
  column.accessor("at", { header: "At", meta: { align: "right" }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);
const rows: Row[] = [
  { id: 1, name: "</table><script>alert('x')</script>", partner: null, tickets: 0, at: "2026-11-29T20:27:41.632Z" },
  { id: 2, name: "Bryggen & \"Sønner\"", partner: "Bergen", tickets: 12, at: "2026-01-02T03:04:05.000Z" },
  { id: 3, name: "Bryggen & \"Sønner\"", partner: "Bergen", tickets: 13, at: "2026-01-02T03:04:05.000Z" },
];

const given = (params: Record<string, string>) => {
  const list = definition.parse(params);
  const address = { list, href: (change: object) => `/customers?${JSON.stringify(change)}`, go: () => undefined, isPending: false };
  return { label: "Customers", columns, list, rowHref: ({ id }: Row) => (id === 1 ? null : `/customers/${id}?a=1&b=2`), parts: { address, choices: columnChoices(columns, list), picked: { rows: {} } as never } };
};

const live = (params: Record<string, string>) =>
  renderToString(<LiveRows {...given(params)} definition={definition} noun={msg("rows")} page={{ rows, next: null, previous: null, total: { count: 3, exact: true } }} empty={{ kind: "nothing", title: "" }} />);

function writtenNow(params: Record<string, string>): string | null {
  const { parts, ...rest } = given(params);
  let html: string | null = null;
  const Page = () => {
    html = writtenTable({ ...rest, ...parts, rows, sorts: definition.sorts });
    return null;
  };
  renderToString(<Page />);
  return html;
}

test.each<Record<string, string>>([{}, { sort: "name" }, { sort: "-tickets" }, { columns: "name,hidden" }])("the written table is the living one, sign by sign: %o", (params) => {
  expect(`<table>${writtenNow(params)}</table>`).toBe(live(params));
});

const Own = () => <b>own</b>;

test("a table with a cell that only React can write is React's", () => {
  const own = column.columns([column.accessor("name", { header: "Name", cell: () => <Own /> })]);
  const page = { rows, next: null, previous: null, total: { count: 2, exact: true } };
  const { parts, ...rest } = given({});
  expect(writtenTable({ ...rest, ...parts, columns: own, choices: columnChoices(own, rest.list), rows, sorts: [] })).toBeNull();
  const html = renderToString(<DataTable label="Customers" noun={msg("rows")} columns={own} page={page} list={rest.list} empty={{ kind: "nothing", title: "" }} />);
  expect(html).toContain("<td class=\"title\"><b>own</b></td>");
});
