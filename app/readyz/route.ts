import { isReady } from "@/lib/auth/readiness";

/** Ready when the database answers; 503 with Retry-After otherwise. */
export async function GET() {
  const ready = await isReady();
  const headers = { "Cache-Control": "no-store", ...(ready ? {} : { "Retry-After": "2" }) };
  return Response.json({ status: ready ? "ready" : "database unreachable" }, { status: ready ? 200 : 503, headers });
}

export const dynamic = "force-dynamic";
