import "server-only";
import type { Viewer } from "../access/viewer";
import { logBug, outageOf } from "../auth/bug";
import { Problem } from "../shared/errors";
import { currentViewer } from "./viewer";

/** Nothing runs in it, nobody else's page shows it, and a browser takes it for nothing but a picture. */
const always = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
};
const none = (status: number) => new Response(null, { status, headers: { ...always, "Cache-Control": "private, no-store" } });

/** A GET handler for a small WebP picture; null is not found. Its address changes with its content, so a browser may keep it for a day. */
export function imageRoute<Params>(find: (viewer: Viewer, params: Params) => Promise<Uint8Array | null>) {
  return async (_request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    try {
      const viewer = await currentViewer();
      if (!viewer) return none(401);
      const content = await find(viewer, await params);
      if (!content) return none(404);
      const headers = { ...always, "Content-Type": "image/webp", "Content-Disposition": 'inline; filename="picture.webp"', "Cache-Control": "private, max-age=86400", Vary: "Cookie" };
      return new Response(new Uint8Array(content), { headers });
    } catch (thrown) {
      const error = outageOf(thrown) ?? thrown;
      if (error instanceof Problem) return none(error.status);
      logBug(error);
      return none(500);
    }
  };
}
