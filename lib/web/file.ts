import "server-only";
import { Readable } from "node:stream";
import type { Viewer } from "../access/viewer";
import { logBug, outageOf } from "../auth/bug";
import { reportRefusal } from "../auth/refusal";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { paths } from "../shared/paths";
import { mayTakeLong } from "../shared/request-time";
import { currentViewer } from "./viewer";

const plain = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "private, no-store" };
const refusal = (text: string, status: number) => new Response(text, { status, headers: plain });

/** What a file is: its type, and how its name ends. */
type FileKind = { type: string; ending: string };
const csv: FileKind = { type: "text/csv; charset=utf-8", ending: "csv" };
export const json: FileKind = { type: "application/json; charset=utf-8", ending: "json" };

/**
 * A GET handler that answers a file (CSV unless said otherwise) piece by piece, as it is read. What goes wrong before the first piece is answered as such;
 * what goes wrong later breaks the download off, so that nobody takes half a file for a whole one.
 */
export function fileRoute(name: string, read: (viewer: Viewer, params: Record<string, string>) => Promise<AsyncGenerator<Uint8Array>>, kind = csv) {
  return async (request: Request): Promise<Response> => {
    const viewer = await currentViewer();
    if (!viewer) return refusal(t("Sign in first."), 401);
    try {
      const pieces = await read(viewer, Object.fromEntries(new URL(request.url).searchParams));
      mayTakeLong();
      const body = Readable.toWeb(Readable.from(pieces, { objectMode: false, highWaterMark: 0 })) as ReadableStream<Uint8Array>;
      return new Response(body, { headers: headersOf(name, kind) });
    } catch (thrown) {
      const error = outageOf(thrown) ?? thrown;
      if (!(error instanceof Problem)) return refusal(t("Something went wrong on our side. If it happens again, tell us this number: {logBug}.", { logBug: logBug(error) }), 500);
      if (error.code === "step-up") return sentToProve(request);
      if (error.permission) await reportRefusal(viewer, error.permission, null);
      return refusal(error.message, error.status);
    }
  };
}

/** A download that needs a fresh proof leads to the page that asks for it, and is gone on with there. */
function sentToProve({ url }: Request): Response {
  const { pathname, search } = new URL(url);
  return new Response(null, { status: 303, headers: { Location: paths.proof(pathname + search), "Cache-Control": "private, no-store" } });
}

// no-transform keeps the server from compressing, which would hold pieces back.
const headersOf = (name: string, { type, ending }: FileKind) => ({
  "Content-Type": type,
  "Content-Disposition": `attachment; filename="${name}-${new Date().toISOString().slice(0, 10)}.${ending}"`,
  "Cache-Control": "private, no-store, no-transform",
  "X-Content-Type-Options": "nosniff",
});
