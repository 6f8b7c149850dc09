import { expect, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { checkImport, runImport, uploadImport } from "@/lib/domain/imports/commands";
import { getImport } from "@/lib/domain/imports/queries";

/** A file as a browser sends it. */
export const fileOf = (content: BlobPart) => ({ fileName: "people.csv", content: new Blob([content]).stream() });

/** Waits for work that goes on behind the answer. */
export const ended = (viewer: Viewer, id: number) =>
  vi.waitFor(async () => expect((await getImport(viewer, id)).status).not.toMatch(/checking|running/), { timeout: 20_000 });

/** Uploads a file and has it tried with the guessed columns; answers its id. */
export const bring = async (viewer: Viewer, text: string | Uint8Array<ArrayBuffer>, kind: "customers" | "users" = "customers") => {
  const { id } = await uploadImport(viewer, { kind, ...fileOf(text) });
  const { mapping } = await getImport(viewer, id);
  await checkImport(viewer, { importId: id, mapping });
  await ended(viewer, id);
  return id;
};

/** Has a file that was tried brought in; answers what became of it. */
export const run = async (viewer: Viewer, id: number) => {
  await runImport(viewer, { importId: id });
  await ended(viewer, id);
  return getImport(viewer, id);
};
