/** What a list shows, as it stands in the URL. Every field is always present; broken parameters fall back to the default. */
export type ListState<Sort extends string = string, Filter extends string = string> = {
  sort: Sort;
  direction: "asc" | "desc";
  search: string;
  /** Chosen values per filter; an absent or empty filter means any. */
  filters: Partial<Record<Filter, string[]>>;
  /** Opaque keyset cursors; at most one of them is set. */
  after: string | null;
  before: string | null;
  limit: number;
  /** Ids of the columns to show; null means the default set. */
  columns: string[] | null;
};

export type SearchParams = Record<string, string | string[] | undefined>;

export type ListDefinition<Sort extends string, Filter extends string> = {
  sorts: readonly Sort[];
  filters: readonly Filter[];
  defaultSort: Sort;
  defaultDirection: "asc" | "desc";
  defaultLimit: number;
  parse: (params: SearchParams) => ListState<Sort, Filter>;
};

const limits = [25, 50, 100, 200];
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";
const many = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value : [value ?? ""]).flatMap((part) => part.split(",")).filter(Boolean).slice(0, 50);

/** Declares what a list can be sorted and filtered by; `sort=-created` in the URL means descending. */
export function defineList<const Sort extends string, const Filter extends string>(options: {
  sorts: readonly Sort[];
  filters?: readonly Filter[];
  defaultSort?: `-${Sort}` | Sort;
  limit?: number;
}): ListDefinition<Sort, Filter> {
  const filters = options.filters ?? [];
  const fallback: string = options.defaultSort ?? options.sorts[0]!;
  const defaultSort = fallback.replace(/^-/, "") as Sort;
  const defaultDirection = fallback.startsWith("-") ? "desc" : "asc";
  const defaultLimit = options.limit ?? 50;
  const parse = (params: SearchParams): ListState<Sort, Filter> => {
    const wanted = one(params.sort);
    const sort = options.sorts.find((name) => name === wanted.replace(/^-/, ""));
    const limit = Number(one(params.limit));
    const after = one(params.after) || null;
    const chosen = filters.map((name) => [name, many(params[name])] as const).filter(([, values]) => values.length > 0);
    const columns = many(params.columns);
    return {
      sort: sort ?? defaultSort,
      direction: sort ? (wanted.startsWith("-") ? "desc" : "asc") : defaultDirection,
      search: one(params.search).trim().slice(0, 100),
      filters: Object.fromEntries(chosen) as Partial<Record<Filter, string[]>>,
      after,
      before: after ? null : one(params.before) || null,
      limit: limits.includes(limit) ? limit : defaultLimit,
      columns: columns.length > 0 ? columns : null,
    };
  };
  return { sorts: options.sorts, filters, defaultSort, defaultDirection, defaultLimit, parse };
}

/** The query string of a list after a change; paging restarts unless the change itself pages. */
export function listQuery(list: ListState, change: Partial<ListState> = {}): string {
  const state: ListState = { ...list, after: null, before: null, ...change };
  const query = new URLSearchParams();
  if (state.search) query.set("search", state.search);
  for (const [name, values] of Object.entries(state.filters)) {
    if (values && values.length > 0) query.set(name, values.join(","));
  }
  query.set("sort", `${state.direction === "desc" ? "-" : ""}${state.sort}`);
  if (state.limit !== 50) query.set("limit", String(state.limit));
  if (state.columns) query.set("columns", state.columns.join(","));
  if (state.after) query.set("after", state.after);
  if (state.before) query.set("before", state.before);
  return `?${query.toString()}`;
}
