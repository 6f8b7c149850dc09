import type { Viewer } from "@/lib/access/viewer";
import { previewInRows } from "@/lib/domain/access/preview/rows";
import { Problem } from "@/lib/shared/errors";
import { readBody } from "@/lib/web/rest/input";
import { route } from "@/lib/web/rest/route";
import type { Fields } from "../../write";
import { make, type Made } from "./changes";
import { previewBody, type Change } from "./shape";

/** What changes would do to everybody's access, made in order and taken back. */
export const POST = route(async ({ viewer, request }) => {
  const { value, text } = await readBody(request, previewBody);
  const { changes: raw } = JSON.parse(text) as { changes: Fields[] };
  const changes = (value.changes as Change[]).map((parsed, at) => ({ raw: raw[at]!, parsed }));
  return { body: await previewInRows(viewer, (actor) => makeAll(actor, changes), Number(value.after ?? 0)) };
});

/** Makes the changes one after another; what is wrong with one is told at its place in the list. */
async function makeAll(viewer: Viewer, changes: readonly { raw: Fields; parsed: Change }[]): Promise<void> {
  const made: Made[] = [];
  for (const [at, change] of changes.entries()) {
    try {
      made.push(await make(viewer, change, made));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, message, permission } = error;
      const fields = Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [`changes.${at}.${field}`, text]));
      throw new Problem(code, message, { fields: Object.keys(fields).length > 0 ? fields : { [`changes.${at}`]: message }, ...(permission ? { permission } : {}) });
    }
  }
}
