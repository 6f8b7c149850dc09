import "server-only";
import type { z } from "zod";
import { onlyViewing } from "../access/decide";
import type { Viewer } from "../access/viewer";
import { logBug, outageOf } from "../auth/bug";
import { reportRefusal } from "../auth/refusal";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { mayTakeLong } from "../shared/request-time";
import type { ActionResult } from "../shared/result";
import { isOwnOrigin } from "./own-origin";
import { currentViewer } from "./viewer";

const answer = (result: ActionResult, status: number) => Response.json(result, { status, headers: { "Cache-Control": "private, no-store" } });
const refusal = (message: string, status: number, fields?: Record<string, string>) => answer({ ok: false, message, ...(fields ? { fields } : {}) }, status);

/**
 * A POST handler for a large file, which is worked on while it comes in: what it is said to be stands in the address, the file is the body.
 * Asked of the sender is what a server action asks: signed in, from our own pages, not through another's eyes, input checked, then the
 * command. Answers as an action does, so that a form can show it.
 */
export function uploadRoute<Schema extends z.ZodType<object>, Value>(
  schema: Schema,
  command: (viewer: Viewer, input: z.output<Schema> & { content: AsyncIterable<Uint8Array> }) => Promise<Value & { message?: string }>,
) {
  return async (request: Request): Promise<Response> => {
    let viewer: Viewer | null = null;
    try {
      viewer = await currentViewer();
      if (!viewer) return refusal(t("You are no longer signed in."), 401);
      if (!isOwnOrigin(request.headers)) return refusal(t("This was not sent from the portal's own page. Reload the page and try again."), 403);
      if (viewer.viewing) throw onlyViewing(viewer);
      const input = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
      if (!input.success) return refusal(t("Some fields need another look."), 400, Object.fromEntries(input.error.issues.map(({ path, message }) => [path.join("."), message])));
      mayTakeLong();
      const value = await command(viewer, { ...input.data, content: bytesOf(request) });
      return answer({ ok: true, value, ...(value.message ? { message: value.message } : {}) }, 200);
    } catch (thrown) {
      return await failed(thrown, viewer);
    }
  };
}

async function* bytesOf({ body }: Request): AsyncGenerator<Uint8Array> {
  if (body) yield* body as unknown as AsyncIterable<Uint8Array>;
}

async function failed(thrown: unknown, viewer: Viewer | null): Promise<Response> {
  const error = outageOf(thrown) ?? thrown;
  if (!(error instanceof Problem)) return refusal(t("Something went wrong on our side. Nothing was changed. If it happens again, tell us this number: {logBug}.", { logBug: logBug(error) }), 500);
  if (error.permission && viewer) await reportRefusal(viewer, error.permission, null);
  return refusal(error.message, error.status, error.fields);
}
