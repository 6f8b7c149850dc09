import { z } from "zod";
import { invalid } from "../../shared/errors";
import type { Page, Total } from "../../shared/page";
import type { ReferenceInput } from "./reference";

const digits = (text: string) => /^\d+$/.test(text);

type Either<Sort extends string> = Sort | `-${Sort}`;

const bothWays = <const Sort extends string>(sorts: readonly Sort[]) =>
  sorts.flatMap((sort): Either<Sort>[] => [sort, `-${sort}`]) as [Either<Sort>, ...Either<Sort>[]];

/** Query parameters that every list takes; `sorts` are its sort orders, each also with a minus before it. */
export const listQuery = <const Sort extends string>(sorts: readonly [Sort, ...Sort[]]) => ({
  limit: z.string().refine((text) => digits(text) && Number(text) >= 1 && Number(text) <= 200, "Give a whole number from 1 to 200.").transform(Number).default(50),
  after: z.string().max(2000).optional().describe("`next` of the page before"),
  sort: z.enum(bothWays(sorts)).optional().transform((sort) => sortOf<Sort>(sort ?? sorts[0])),
});

/** Up to 50 values separated by commas. */
export const several = z
  .string()
  .max(4000)
  .transform((text) => text.split(",").map((part) => part.trim()).filter(Boolean))
  .refine((values) => values.length > 0 && values.length <= 50, "Give 1 to 50 values separated by commas.");

/** Some of these values, separated by commas. */
export const severalOf = (values: readonly [string, ...string[]]) => several.pipe(z.array(z.enum(values, `Give some of ${values.join(", ")}.`))).describe(values.join(", "));

/** Records to filter by: ids, or `key:…`, separated by commas. */
export const severalReferences = several.transform((values, context): ReferenceInput[] =>
  values.map((value) => {
    if (value.startsWith("key:") && value.length > 4) return { key: value.slice(4) };
    if (digits(value) && Number(value) >= 1 && Number(value) <= 2_147_483_647) return { id: Number(value) };
    context.addIssue({ code: "custom", message: "Give ids, or key: and a key, separated by commas." });
    return z.NEVER;
  }),
);

/** A sort parameter as the list's state has it. */
const sortOf = <Sort extends string>(sort: Sort | `-${Sort}`) =>
  sort.startsWith("-") ? { sort: sort.slice(1) as Sort, direction: "desc" as const } : { sort: sort as Sort, direction: "asc" as const };

/** Throws `invalid` for a cursor that this list, so sorted, never handed out. */
export function requireCursor(after: string | undefined, isOurs: (after: string) => boolean): string | null {
  if (after === undefined) return null;
  if (!isOurs(after)) throw invalid({ after: "Give `next` of a page of the same list in the same order." });
  return after;
}

export type RestPage<Row> = { rows: Row[]; next: string | null; total: Total };

/** A page as programs get it. */
export const restPage = <Row>({ next, total }: Page<unknown>, rows: Row[]): RestPage<Row> => ({ rows, next, total });

/** The answer of a list of such rows. */
export const pageShape = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.object({ count: z.int(), exact: z.boolean() }) });
