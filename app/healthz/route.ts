/** The process answers; nothing more is asked. */
export const GET = () => Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });

export const dynamic = "force-dynamic";
