import "server-only";
import type { Viewer } from "../../access/viewer";
import { read } from "./change";
import { findRecords, isSeen, type FoundRecord, type RecordType } from "./find-records";

export type AskedOption = { value: string; label: string; hint?: string };

/** The records that a question's address names, as a picker shows them; null for what is missing or hidden. Oneself is always known. */
export async function namesOfAsked(viewer: Viewer, wanted: Partial<Record<RecordType, number>>): Promise<Partial<Record<RecordType, AskedOption>>> {
  const refs = (Object.entries(wanted) as [RecordType, number][]).map(([type, id]) => ({ type, id }));
  const found = await read(viewer, (on) => findRecords(on, refs));
  const isKnown = (record: FoundRecord) => isSeen(viewer, record) || (record.type === "user" && record.id === viewer.facts.userId);
  const option = ({ id, name, key }: FoundRecord): AskedOption => ({ value: String(id), label: name, hint: key });
  return Object.fromEntries(found.flatMap((record) => (record && isKnown(record) ? [[record.type, option(record)]] : []))) as Partial<Record<RecordType, AskedOption>>;
}
