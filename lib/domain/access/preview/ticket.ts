import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Viewer } from "../../../access/viewer";
import { now } from "../../../platform/clock";
import { env } from "../../../platform/env";
import type { Standing } from "./standing";

/** What a person has looked at: the change, what it does, and what the look rests on. */
export type Ticket = Standing & { change: string; digest: string };

type Content = Ticket & { user: number; until: number };

const lifetime = 2 * 3_600_000;

const keyed = (text: string) => createHmac("sha256", env().AUTH_SECRET).update(text).digest();
const sign = (text: string) => keyed(`access preview ${text}`);

/**
 * Names a change by its command and what was sent, so that a look at one change does not let another pass. Keyed, since a new person's
 * password may be among what was sent and the name goes to the browser.
 */
export const nameOfChange = (command: string, input: unknown) => keyed(`access change ${JSON.stringify([command, input])}`).toString("base64url");

/** A token for the browser that says what its person has looked at. It cannot be made or changed without the portal's secret. */
export function issue(viewer: Viewer, ticket: Ticket): string {
  const content: Content = { ...ticket, user: viewer.facts.userId, until: now().getTime() + lifetime };
  const text = Buffer.from(JSON.stringify(content)).toString("base64url");
  return `${text}.${sign(text).toString("base64url")}`;
}

/** The ticket in a token, when it is ours, this person's, for this change, and not too old; null otherwise. */
export function redeem(viewer: Viewer, token: string, change: string): Ticket | null {
  const [text = "", signature = ""] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const right = sign(text);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const { user, until, ...ticket } = JSON.parse(Buffer.from(text, "base64url").toString()) as Content;
  return user === viewer.facts.userId && ticket.change === change && now().getTime() < until ? ticket : null;
}
