import { logBug } from "@/lib/auth/bug";
import { proposeSecurityGroup } from "@/lib/domain/groups/proposal";
import { proposalInput } from "@/lib/domain/groups/schema";
import { Problem } from "@/lib/shared/errors";
import { currentViewer } from "@/lib/web/viewer";

const headers = { "Cache-Control": "private, no-store" };
const longest = 200_000;

/** Which security group a scope would lead to: one that is there, or the name of a new one. Writes nothing; POST because lists can be long. */
export async function POST(request: Request): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return Response.json({}, { status: 401, headers });
  const text = await request.text();
  const asked = text.length > longest ? null : proposalInput.safeParse(parsed(text));
  if (!asked?.success) return Response.json({}, { status: 400, headers });
  try {
    return Response.json({ proposal: await proposeSecurityGroup(viewer, asked.data) }, { headers });
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
