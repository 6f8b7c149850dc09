import { logBug } from "@/lib/auth/bug";
import { previewGrant } from "@/lib/domain/grants/preview";
import { coverageInput } from "@/lib/domain/grants/schema";
import { Problem } from "@/lib/shared/errors";
import { currentViewer } from "@/lib/web/viewer";

const headers = { "Cache-Control": "private, no-store" };
const longest = 200_000;

/** What the grant in an editor would cover, as the signed-in person may know it. Writes nothing; POST because lists can be long. */
export async function POST(request: Request): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return Response.json({}, { status: 401, headers });
  const text = await request.text();
  const asked = text.length > longest ? null : coverageInput.safeParse(parsed(text));
  if (!asked?.success) return Response.json({}, { status: 400, headers });
  try {
    return Response.json(await previewGrant(viewer, asked.data), { headers });
  } catch (error) {
    if (error instanceof Problem) return Response.json({}, { status: error.status, headers });
    logBug(error);
    return Response.json({}, { status: 500, headers });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
