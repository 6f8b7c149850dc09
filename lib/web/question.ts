import "server-only";
import type { z } from "zod";
import type { Viewer } from "../access/viewer";
import { logBug, outageOf } from "../auth/bug";
import { Problem } from "../shared/errors";
import { currentViewer } from "./viewer";

const headers = { "Cache-Control": "private, no-store" };
const longest = 200_000;

/** A POST handler for what an editor asks while it is filled in. It writes nothing; POST because lists can be long. */
export function questionRoute<Schema extends z.ZodType>(schema: Schema, ask: (viewer: Viewer, input: z.output<Schema>) => Promise<object>) {
  return async (request: Request): Promise<Response> => {
    try {
      const viewer = await currentViewer();
      if (!viewer) return Response.json({}, { status: 401, headers });
      const text = await request.text();
      const asked = text.length > longest ? null : schema.safeParse(parsed(text));
      if (!asked?.success) return Response.json({}, { status: 400, headers });
      return Response.json(await ask(viewer, asked.data), { headers });
    } catch (thrown) {
      const error = outageOf(thrown) ?? thrown;
      if (error instanceof Problem) return Response.json({}, { status: error.status, headers });
      logBug(error);
      return Response.json({}, { status: 500, headers });
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
