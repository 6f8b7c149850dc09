import type { Viewer } from "@/lib/access/viewer";
import { previewInRows } from "@/lib/domain/access/preview/rows";
import { Problem } from "@/lib/shared/errors";
import { readBody } from "@/lib/web/rest/input";
import { route } from "@/lib/web/rest/route";
import { make } from "./changes";
import { previewBody, type Change } from "./shape";

/** What changes would do to everybody's access, made in order and taken back. */
export const POST = route(async ({ viewer, request }) => {
  const { value } = await readBody(request, previewBody);
  return { body: await previewInRows(viewer, (actor) => makeAll(actor, value.changes), Number(value.after ?? 0)) };
});

/** Makes the changes one after another; what is wrong with one is told at its place in the list. */
async function makeAll(viewer: Viewer, changes: readonly Change[]): Promise<void> {
  for (const [at, change] of changes.entries()) {
    try {
      await make(viewer, change);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, message, permission } = error;
      const fields = Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [`changes.${at}.${field}`, text]));
      throw new Problem(code, message, { fields: Object.keys(fields).length > 0 ? fields : { [`changes.${at}`]: message }, ...(permission ? { permission } : {}) });
    }
  }
}
