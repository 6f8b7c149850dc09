import type pg from "pg";
import { pool } from "@/lib/platform/db/client";

/** What all statements of the application's connections pass through, for those who count or read them. */
export const allConnections = (): Pick<pg.Client, "query"> => (pool() as unknown as { Client: typeof pg.Client }).Client.prototype;
