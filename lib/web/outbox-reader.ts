import "server-only";
import { headers } from "next/headers";
import { isLocalRequest } from "../auth/local";
import { outboxOpenTo } from "../auth/outbox";
import { paths } from "../shared/paths";
import { currentViewer } from "./viewer";

/** Who asks for the outbox of mails, signed in or not. */
export const outboxReader = async () => ({ viewer: await currentViewer(), isLocal: isLocalRequest(await headers()) });

/** The address of the outbox where mails wait there and the reader may open it, else null. */
export const outboxHref = async (): Promise<string | null> => (outboxOpenTo(await outboxReader()) ? paths.outbox() : null);
