import { exportOwnAccount } from "@/lib/domain/account/export";
import { fileRoute, json } from "@/lib/web/file";

/** A copy of what the portal keeps about oneself. */
export const GET = fileRoute("my-account", exportOwnAccount, json);
