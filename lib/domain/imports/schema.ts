import { z } from "zod";
import { optionalId } from "../../shared/fields";
import { msg, orSay, type Message } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

export const importList = defineList({ sorts: ["created"], defaultSort: "-created" });
export type ImportList = ListState<"created">;

export type ImportKind = "customers" | "users";

/** A field that a column can be read as. `words` are headers by which it is recognised, in lower case without signs. */
export type TargetField = { name: string; label: Message; required?: boolean; words: readonly string[] };

/** What each kind of file can bring. */
export const targetFields: Record<ImportKind, readonly TargetField[]> = {
  customers: [
    { name: "key", label: msg("Number"), required: true, words: ["number", "customernumber", "key", "id", "symbol", "code", "nummer", "kundennummer"] },
    { name: "name", label: msg("Name"), required: true, words: ["name", "customer", "company", "security", "kunde", "firma", "unternehmen"] },
    { name: "organization", label: msg("Partner"), words: ["partner", "organization", "organisation", "reseller", "owner"] },
    { name: "territory", label: msg("Territory"), words: ["territory", "state", "area", "gebiet", "bundesland"] },
    { name: "accountManager", label: msg("Account manager"), words: ["accountmanager", "manager", "betreuer"] },
    { name: "email", label: msg("Email"), words: ["email", "mail", "emailaddress"] },
    { name: "phone", label: msg("Phone"), words: ["phone", "telephone", "tel", "mobile", "telefon"] },
    { name: "street", label: msg("Street"), words: ["street", "address", "strasse", "straße", "adresse"] },
    { name: "city", label: msg("City"), words: ["city", "town", "place", "ort", "stadt", "location", "headquarterslocation"] },
    { name: "region", label: msg("Region"), words: ["region", "county", "province"] },
    { name: "country", label: msg("Country"), words: ["country", "land"] },
    { name: "comment", label: msg("Comment"), words: ["comment", "note", "notes", "remark", "bemerkung", "kommentar"] },
  ],
  users: [
    { name: "email", label: msg("Email"), required: true, words: ["email", "mail", "emailaddress", "address"] },
    { name: "name", label: msg("Name"), required: true, words: ["name", "fullname", "person"] },
    { name: "organization", label: msg("Home organization"), words: ["partner", "organization", "organisation", "company", "firma"] },
    { name: "jobRole", label: msg("Job role"), words: ["jobrole", "role", "job", "position", "funktion"] },
    { name: "region", label: msg("Region"), words: ["region", "area", "gebiet"] },
    { name: "phone", label: msg("Phone"), words: ["phone", "telephone", "tel", "mobile", "telefon"] },
    { name: "status", label: msg("Status"), words: ["status", "state", "accountstatus"] },
  ],
};

/**
 * How a column is read: whole, or only what stands before or behind the last comma of its cells, as in "Saint Paul, Minnesota". A reading
 * is a number: the column's position, and beyond all positions the part.
 */
export type Part = "whole" | "before" | "behind";
const partsInOrder: readonly Part[] = ["whole", "before", "behind"];
const mostColumns = 10_000;
export const readingOf = (column: number, part: Part): number => partsInOrder.indexOf(part) * mostColumns + column;
export const columnOf = (reading: number): number => reading % mostColumns;
/** Undefined for a number that is no reading. */
export const partOf = (reading: number): Part | undefined => partsInOrder[Math.floor(reading / mostColumns)];

export const mostRows = 1_000_000;
export const mostBytes = 50 * 1024 * 1024;

/** What a file is said to be; its content comes beside it, as a stream. */
export const uploadImportInput = z.strictObject({
  kind: z.enum(["customers", "users"], orSay("Choose what the rows are.")),
  fileName: z
    .string()
    .trim()
    .min(1, orSay("Choose a file."))
    .transform((name) => name.replace(/\p{Cc}/gu, "").slice(0, 200)),
});
export type UploadImportInput = z.output<typeof uploadImportInput> & { content: AsyncIterable<Uint8Array> };

const importId = z.coerce.number().int().positive().max(2_147_483_647);

/** How each target field's column is read; an empty text is none. Fields are named `column.<field>`. And where new rows go that name no organization. */
export const checkImportInput = z
  .object({ importId, organizationId: optionalId })
  .catchall(z.string().regex(/^\d{0,5}$/, orSay("Choose a column.")))
  .transform(({ importId, organizationId, ...columns }) => ({
    importId,
    organizationId,
    mapping: Object.fromEntries(
      Object.entries(columns)
        .filter(([name, column]) => name.startsWith("column.") && column !== "")
        .map(([name, column]) => [name.slice("column.".length), Number(column)]),
    ),
  }));
type ReadAs = z.output<typeof checkImportInput>;
export type CheckImportInput = Omit<ReadAs, "organizationId"> & Partial<Pick<ReadAs, "organizationId">>;

export const importInput = z.strictObject({ importId });
export type ImportInput = z.output<typeof importInput>;

/** Makes the territories that a checked file names and that are not there, below one or at the top. */
export const makeTerritoriesInput = z.strictObject({ importId, parentId: optionalId });
export type MakeTerritoriesInput = z.output<typeof makeTerritoriesInput>;

export type ImportStatus = "uploaded" | "checking" | "checked" | "running" | "done" | "failed";
export type Outcome = "created" | "changed" | "unchanged" | "wrong";
export type Totals = Record<Outcome, number>;
/** Something that is wrong with more than one row, and with how many. */
export type Reason = { words: string; rows: number };

/** A file with what is known of it. */
export type ImportDetail = {
  id: number;
  kind: ImportKind;
  fileName: string;
  encoding: string;
  headers: string[];
  mapping: Record<string, number>;
  /** Where new rows go that name no organization. */
  home: { id: number; name: string };
  status: ImportStatus;
  rowCount: number;
  doneCount: number;
  totals: Partial<Totals>;
  reasons: Reason[];
  /** Names in the territory column that are no territory's, when they are few enough to be made. */
  missingTerritories: string[];
  createdAt: Date;
};
