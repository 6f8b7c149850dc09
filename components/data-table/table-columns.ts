import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnHelper,
  type RowData,
} from "@tanstack/react-table";

export type ColumnMeta = {
  /** Numbers, money and dates stand right. */
  align?: "right";
  /** The column's name where its header is not plain text. */
  label?: string;
  /** Shown only after it was chosen under View. */
  optional?: boolean;
  /** Quieter text, for what is seldom read. */
  muted?: boolean;
  /** Left out of the cards on narrow screens. */
  hideOnCard?: boolean;
};

/** The features of every table of the portal; sorting and paging happen in the database. */
export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: {} as ColumnMeta,
});

export type Features = typeof features;

/** A row as a table needs it: a plain object with its id. */
export type TableRow = { id: string | number } & RowData;

/** Column definitions of one kind of row. A column is sortable when its id is one of the list's sorts. */
export type Columns<Row extends TableRow> = ReturnType<ColumnHelper<Features, Row>["columns"]>;

/** The builder of a table's columns: `const column = columnsFor<CustomerRow>()`. */
export const columnsFor = <Row extends TableRow>() => createColumnHelper<Features, Row>();
