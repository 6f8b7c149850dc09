import "server-only";
import { keepsEverything } from "../../access/full-access";
import type { Viewer } from "../../access/viewer";
import { isOutbox } from "../../mail/transports/transport";
import { notFound } from "../../shared/errors";

/** Who asks for the outbox: somebody signed in, or nobody; and whether the browser runs on the portal's own machine. */
export type OutboxReader = { viewer: Viewer | null; isLocal: boolean };

/**
 * The outbox is there only while mail goes nowhere else: for whoever keeps the whole portal, and for anybody on the portal's own machine
 * while its address is that machine's. Mails hold one-time links, so for everybody else there is no such page.
 */
export function requireReader(reader: OutboxReader): void {
  if (!mayReadOutbox(reader)) throw notFound("page");
}

/** True when the reader may open the outbox; for links to it. */
export const mayReadOutbox = ({ viewer, isLocal }: OutboxReader): boolean => isOutbox() && (isLocal || (viewer !== null && keepsEverything(viewer)));
