import { fiftyRows } from "../rows";

export const dynamic = "force-dynamic";

export const GET = async () => Response.json({ rows: await fiftyRows("list") });
