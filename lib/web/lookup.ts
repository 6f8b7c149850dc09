import "server-only";
import type { Viewer } from "../access/viewer";
import { logBug, outageOf } from "../auth/bug";
import { Problem } from "../shared/errors";
import { isId } from "../shared/fields";
import { currentViewer } from "./viewer";

export type Option = { value: string; label: string; hint?: string; locked?: string };

/** The id that a parameter names; null for none and for what is no id. */
export function idIn(params: URLSearchParams, name: string): number | null {
  const id = Number(params.get(name));
  return isId(id) ? id : null;
}

const headers = { "Cache-Control": "private, no-store" };

/** A GET handler for a picker: `?q=` words in, `{ options }` out, as the signed-in person may see them. */
export function lookupRoute(find: (viewer: Viewer, words: string) => Promise<Option[]>) {
  return async (request: Request): Promise<Response> => {
    try {
      const viewer = await currentViewer();
      if (!viewer) return Response.json({ options: [] }, { status: 401, headers });
      const words = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
      return Response.json({ options: await find(viewer, words) }, { headers });
    } catch (thrown) {
      const error = outageOf(thrown) ?? thrown;
      if (error instanceof Problem) return Response.json({ options: [] }, { status: error.status, headers });
      logBug(error);
      return Response.json({ options: [] }, { status: 500, headers });
    }
  };
}
